import { longestMs } from './latency-types.js';
import { scalarType } from './scalar-types.js';
import type { SettingType } from './setting-type.js';

const units: ReadonlyMap<string, number> = new Map([
  ['', 1000],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
]);

/** A duration as flags take it: `10` or `10s` are seconds, `500ms`, `2m`. Its value is in milliseconds. */
export const durationFlag: SettingType<number> = scalarType({
  accepts: 'a duration such as 10s, 500ms or 2m; a plain number is seconds',
  schema: {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)? *(ms|s|m)?\\s*$' },
    ],
  },
  ofValue(value) {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) *(ms|s|m)?$/.exec(String(value).trim()) ?? [];
    const duration = digits === '' ? NaN : Number(digits) * (units.get(unit) ?? NaN);
    return duration <= longestMs ? duration : undefined;
  },
});
