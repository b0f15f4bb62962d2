import { LlmsimError } from '../errors/llmsim-error.js';
import type { FaultRule } from './fault-rule.js';
import { createFailureMode } from './modes/registry.js';

/** No number in a text may be larger: a stranger must not make a server wait for years. An hour, where it is a time. */
const largestNumber = 3_600_000;

/** What a rule says besides its mode's options. */
const conditions = ['share', 'model', 'times', 'attempts', 'every'] as const;

/** What a rule says, still to be checked: its mode, and the mode's options beside the rule's own conditions. */
export interface FaultSpec {
  readonly mode: string;
  readonly [option: string]: unknown;
}

/**
 * Makes a rule of a mode's name, its options and the rule's conditions: `share` (0–1; 1), `model`, `times`, `attempts`
 * (a list of numbers, or a text such as `2,3`) and `every`.
 * @throws LlmsimError LLMSIM_UNKNOWN_FAILURE_MODE or LLMSIM_OPTION
 */
export function readFaultRule({ mode: name, ...given }: FaultSpec): FaultRule {
  const options = Object.fromEntries(
    Object.entries(given).filter(([key]) => !(conditions as readonly string[]).includes(key)),
  );
  const mode = createFailureMode(name, Object.keys(options).length === 0 ? undefined : options);
  const { share, model, times, attempts, every } = given;
  if (model !== undefined && typeof model !== 'string') throw wrong('model', 'the name of a model', model);
  return {
    mode,
    rate: readNumber('share', share, 'a number from 0 to 1', (value) => value >= 0 && value <= 1) ?? 1,
    ...(model !== undefined && { model }),
    ...defined('times', readCount('times', times)),
    ...defined('attempts', readAttempts(attempts)),
    ...defined('every', readCount('every', every)),
  };
}

/**
 * Reads failure modes from a text, as headers and flags have them: `stall;after=12;ms=5000`, or several,
 * `stall;after=2;ms=100, disconnect;after=5`, which strike in this order. A value with a comma or semicolon stands in
 * double quotes.
 * @throws LlmsimError LLMSIM_UNKNOWN_FAILURE_MODE or LLMSIM_OPTION
 */
export function readFaultText(text: string): readonly FaultRule[] {
  // A comma between numbers is one of a list: attempts=2,3.
  return split(text, ',', /^\s*\d+\s*(?:[,;]|$)/).map((one) => {
    const [name = '', ...pairs] = split(one, ';');
    return readFaultRule({ ...readPairs(pairs), mode: name.trim() });
  });
}

/** Splits a text at a character outside double quotes, unless what follows it looks like `kept`. */
function split(text: string, at: string, kept?: RegExp): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted;
    if (text[index] !== at || isQuoted || kept?.test(text.slice(index + 1)) === true) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}

/** Options as a text has them, each `name=value`. @throws LlmsimError LLMSIM_OPTION */
function readPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        if (equals === -1) {
          throw new LlmsimError('LLMSIM_OPTION', `Options are written name=value; found "${pair.trim()}".`);
        }
        const value = pair
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/s, '$1');
        if (Math.abs(Number(value)) > largestNumber) {
          throw new LlmsimError(
            'LLMSIM_OPTION',
            `Numbers may be ${largestNumber} at most; found "${value}".`,
          );
        }
        return [pair.slice(0, equals).trim(), value];
      }),
  );
}

function readCount(key: string, value: unknown): number | undefined {
  return readNumber(
    key,
    value,
    'a whole number of at least 1',
    (number) => Number.isInteger(number) && number >= 1,
  );
}

function readAttempts(value: unknown): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const list: readonly unknown[] =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
  return list.map((item) => readCount('attempts', item) ?? 1);
}

function readNumber(
  key: string,
  value: unknown,
  accepted: string,
  accepts: (value: number) => boolean,
): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && accepts(number)) return number;
  throw wrong(key, accepted, value);
}

function wrong(key: string, accepted: string, found: unknown): LlmsimError {
  return new LlmsimError('LLMSIM_OPTION', `"${key}" must be ${accepted}; found ${JSON.stringify(found)}.`);
}

function defined<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, T>>);
}
