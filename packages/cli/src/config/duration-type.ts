import { describeFound } from './describe-found.js';
import { milliseconds } from './latency-types.js';
import type { SettingType } from './setting-type.js';

const units: Readonly<Record<string, number>> = { '': 1000, ms: 1, s: 1000, m: 60_000 };

/** A duration as flags take it: `10` or `10s` are seconds, `500ms`, `2m`. Its value is in milliseconds. */
export const durationFlag: SettingType<number> = {
  accepts: 'a duration such as 10s, 500ms or 2m; a plain number is seconds',
  read: (value, report) => milliseconds.read(value, report),
  readText(text, report) {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) *(ms|s|m)?$/.exec(text.trim()) ?? [];
    const value = digits === '' ? NaN : Number(digits) * (units[unit] ?? NaN);
    if (Number.isNaN(value)) {
      report([], describeFound(text, this.accepts));
      return undefined;
    }
    return milliseconds.read(value, report);
  },
};
