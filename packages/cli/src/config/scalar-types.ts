import { describeFound, didYouMean } from './describe-found.js';
import type { SettingType } from './setting-type.js';

/** Numbers that YAML and texts spell alike: decimal digits with an optional fraction and exponent. */
function parseNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
}

function numberType(accepts: string, isAccepted: (value: number) => boolean): SettingType<number> {
  return {
    accepts,
    read(value, report) {
      if (typeof value === 'number' && isAccepted(value)) return value;
      report([], describeFound(value, accepts));
      return undefined;
    },
    readText(text, report) {
      const value = parseNumber(text);
      if (isAccepted(value)) return value;
      report([], describeFound(text, accepts));
      return undefined;
    },
  };
}

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): SettingType<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return numberType(
    `a whole number ${range}`,
    (value) => Number.isInteger(value) && value >= min && value <= max,
  );
}

/** A number within bounds, such as a duration in milliseconds. */
export function numberFrom(min: number, max: number): SettingType<number> {
  return numberType(`a number from ${min} to ${max}`, (value) => value >= min && value <= max);
}

/** A share of requests. */
export const share = numberFrom(0, 1);

/** Yes or no. */
export const yesOrNo: SettingType<boolean> = {
  accepts: 'true or false',
  read(value, report) {
    if (typeof value === 'boolean') return value;
    report([], describeFound(value, this.accepts));
    return undefined;
  },
  readText(text, report) {
    const value = { true: true, false: false, '1': true, '0': false }[text.trim().toLowerCase()];
    if (value === undefined) report([], describeFound(text, this.accepts));
    return value;
  },
};

/** Any text but the empty one. */
export function text(accepts: string): SettingType<string> {
  return {
    accepts,
    read(value, report) {
      if (typeof value === 'string' && value !== '') return value;
      report([], describeFound(value, accepts));
      return undefined;
    },
    readText(value, report) {
      return this.read(value, report);
    },
  };
}

/** A text or a number, which stands for the text that spells it. */
export function textOrNumber(accepts: string): SettingType<string> {
  const plain = text(accepts);
  return {
    accepts,
    read: (value, report) => plain.read(typeof value === 'number' ? String(value) : value, report),
    readText: (value, report) => plain.read(value, report),
  };
}

/** One of some words. */
export function choice<T extends string>(choices: readonly T[]): SettingType<T> {
  const accepts = choices.length === 2 ? choices.join(' or ') : `one of ${choices.join(', ')}`;
  return {
    accepts,
    read(value, report) {
      // YAML reads some words as something else: `off` is a word, `false` is not.
      const found = choices.find((word) => word === value);
      if (found !== undefined) return found;
      const suggestion = typeof value === 'string' ? didYouMean(value, choices) : '';
      report([], describeFound(value, accepts) + suggestion);
      return undefined;
    },
    readText(value, report) {
      return this.read(value, report);
    },
  };
}

/** One type or, failing that, another. What neither takes is reported once, with what both accept. */
export function either<A, B>(first: SettingType<A>, second: SettingType<B>): SettingType<A | B> {
  const accepts = `${first.accepts}, or ${second.accepts}`;
  const ignore = () => undefined;
  return {
    accepts,
    read(value, report) {
      const found = first.read(value, ignore) ?? second.read(value, ignore);
      if (found === undefined) report([], describeFound(value, accepts));
      return found;
    },
    readText(value, report) {
      const found = first.readText?.(value, ignore) ?? second.readText?.(value, ignore);
      if (found === undefined) report([], describeFound(value, accepts));
      return found;
    },
  };
}

const unitsOfSize: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** A number of bytes: a plain number, or a text such as `32MiB`. */
export function byteSize(max: number): SettingType<number> {
  const accepts = `a number of bytes from 1 to ${max}, such as 1048576 or 1MiB`;
  return {
    accepts,
    read(value, report) {
      if (typeof value === 'string') return this.readText?.(value, report);
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
      report([], describeFound(value, accepts));
      return undefined;
    },
    readText(given, report) {
      const [, digits = '', unit = ''] = /^(\d+) *([kmg]?i?b)?$/i.exec(given.trim()) ?? [];
      const bytes = digits === '' ? NaN : Number(digits) * (unitsOfSize[unit.toLowerCase()] ?? NaN);
      if (bytes >= 1 && bytes <= max) return bytes;
      report([], describeFound(given, accepts));
      return undefined;
    },
  };
}
