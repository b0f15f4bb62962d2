import { RE2JS, RE2JSException } from 're2js';
import { LlmsimError } from '@llmsim/core';

/** A regular expression that takes time in proportion to the text, whatever it says. */
export interface Pattern {
  readonly source: string;
  /** How many groups it has. */
  readonly groups: number;
  readonly names: readonly string[];
  /** What its groups have in the text; `undefined` if it is nowhere in it. */
  find(text: string): Captures | undefined;
}

/** What the groups of a regular expression have, and what their names mean. */
export interface Captures {
  /** Group 0 is all that matched. A group that took no part is empty. */
  readonly groups: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

export const noCaptures: Captures = { groups: [], named: {} };

/** How much of a text is searched, in UTF-16 units: the slowest patterns take about a tenth of a second for it. */
const searched = 200_000;

const flagsOf: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // What these ask for is done anyway.
  g: 0,
  u: 0,
};

/**
 * @param flags - any of `i`, `m` and `s`, as in JavaScript
 * @throws LlmsimError LLMSIM_OPTION for what is no regular expression, and for looking around and references back,
 * which no engine runs in linear time
 */
export function createPattern(source: string, flags = ''): Pattern {
  let bits = 0;
  for (const flag of flags) {
    const bit = flagsOf[flag];
    if (bit === undefined) {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Regular expression /${source}/ has an unknown flag "${flag}"; i, m and s are known.`,
      );
    }
    bits |= bit;
  }
  const compiled = compile(source, bits);
  const places = Object.entries(compiled.namedGroups());
  return {
    source: `/${source}/${flags}`,
    groups: compiled.groupCount(),
    names: places.map(([name]) => name),
    find(text) {
      const matcher = compiled.matcher(text.length > searched ? text.slice(0, searched) : text);
      if (!matcher.find()) return undefined;
      const groups = Array.from(
        { length: compiled.groupCount() + 1 },
        (_, index) => matcher.group(index) ?? '',
      );
      return {
        groups,
        named: Object.fromEntries(places.map(([name, index]) => [name, groups[index] ?? ''])),
      };
    },
  };
}

function compile(source: string, bits: number): RE2JS {
  try {
    return RE2JS.compile(source, bits);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const hint = /\(\?[=!<]|\\[1-9]/.test(source)
      ? ' Looking around and references back are not supported: they can take for ever.'
      : '';
    throw new LlmsimError('LLMSIM_OPTION', `/${source}/ is no regular expression: ${error.message}.${hint}`, {
      cause: error,
    });
  }
}
