import { describeFound, didYouMean } from './describe-found.js';
import type { JsonSchema, Report, SettingType } from './setting-type.js';

interface Scalar<T> {
  readonly accepts: string;
  readonly schema: JsonSchema;
  /** The value of something in a file; `undefined`: it is not accepted. */
  readonly ofValue: (value: unknown) => T | undefined;
  /** The value of a text; by default that of the text in YAML. */
  readonly ofText?: (text: string) => T | undefined;
  /** Words that may have been meant. */
  readonly words?: readonly string[];
}

/** A value that is accepted or not, as a whole. */
export function scalarType<T>({
  accepts,
  schema,
  ofValue,
  ofText = ofValue,
  words = [],
}: Scalar<T>): SettingType<T> {
  const check = (found: unknown, value: T | undefined, report: Report): T | undefined => {
    if (value !== undefined) return value;
    const suggestion = typeof found === 'string' ? didYouMean(found, words) : '';
    report([], describeFound(found, accepts) + suggestion);
    return undefined;
  };
  return {
    accepts,
    schema,
    read: (value, report) => check(value, ofValue(value), report),
    readText: (text, report) => check(text, ofText(text), report),
  };
}

/** Numbers as texts spell them: decimal digits with an optional fraction and exponent. */
function parseNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
}

interface NumberSchema {
  readonly type: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
}

function numberType(accepts: string, schema: NumberSchema): SettingType<number> {
  const { type, minimum, maximum } = schema;
  const ofValue = (value: unknown) =>
    typeof value === 'number' &&
    (type === 'number' || Number.isInteger(value)) &&
    value >= minimum &&
    value <= maximum
      ? value
      : undefined;
  return scalarType({
    accepts,
    schema: { ...schema },
    ofValue,
    ofText: (text) => ofValue(parseNumber(text)),
  });
}

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): SettingType<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return numberType(`a whole number ${range}`, { type: 'integer', minimum: min, maximum: max });
}

/** A number within bounds, such as a duration in milliseconds. */
export function numberFrom(min: number, max: number): SettingType<number> {
  return numberType(`a number from ${min} to ${max}`, { type: 'number', minimum: min, maximum: max });
}

/** A share of requests. */
export const share = numberFrom(0, 1);

const answers: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** Yes or no. */
export const yesOrNo: SettingType<boolean> = scalarType({
  accepts: 'true or false',
  schema: { type: 'boolean' },
  ofValue: (value) => (typeof value === 'boolean' ? value : undefined),
  ofText: (text) => answers.get(text.trim().toLowerCase()),
});

const someText: JsonSchema = { type: 'string', minLength: 1 };

/** Any text but the empty one. */
export function text(accepts: string): SettingType<string> {
  return scalarType({
    accepts,
    schema: someText,
    ofValue: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
  });
}

/** A text, or a number, which stands for the text that spells it. */
export function textOrNumber(accepts: string): SettingType<string> {
  return scalarType({
    accepts,
    schema: { anyOf: [{ type: 'number' }, someText] },
    ofValue: (value) =>
      typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined,
  });
}

/** One of some words. */
export function choice<const T extends string>(words: readonly T[]): SettingType<T> {
  return scalarType({
    accepts: words.length === 2 ? words.join(' or ') : `one of ${words.join(', ')}`,
    schema: { enum: words },
    ofValue: (value) => words.find((word) => word === value),
    words,
  });
}

const unitsOfSize: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
]);

/** A number of bytes: a plain number, or a text such as `32MiB`. */
export function byteSize(max: number): SettingType<number> {
  return scalarType({
    accepts: `a number of bytes from 1 to ${max}, such as 1048576 or 1MiB`,
    schema: {
      anyOf: [
        { type: 'integer', minimum: 1, maximum: max },
        { type: 'string', pattern: '^\\s*\\d+ *([KkMmGg][Ii][Bb]|[Bb])?\\s*$' },
      ],
    },
    ofValue(value) {
      const [, digits = '', unit = ''] = /^(\d+) *([a-z]*)$/i.exec(String(value).trim()) ?? [];
      const bytes = digits === '' ? NaN : Number(digits) * (unitsOfSize.get(unit.toLowerCase()) ?? NaN);
      return bytes >= 1 && bytes <= max ? bytes : undefined;
    },
  });
}
