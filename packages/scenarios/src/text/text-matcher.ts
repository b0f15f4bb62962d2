import { isMapping, type Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import { createPattern, noCaptures, type Captures } from './pattern.js';

/** What a text has to be, to have or to match. */
export interface TextMatcher {
  /** The same for matchers that say the same. */
  readonly key: string;
  /** As an explanation says it: `contain "weather"`. */
  readonly description: string;
  /** Only one text fits. */
  readonly isExact: boolean;
  /** How many characters of the text it fixes. */
  readonly fixed: number;
  /** How many groups it captures, and which of them have names. */
  readonly groups: number;
  readonly names: readonly string[];
  /** What it captures of a text; `undefined` if the text does not fit. */
  find(text: string): Captures | undefined;
  /** Whether every text that fits the other fits this, too, as far as that can be known. */
  covers(other: TextMatcher): boolean;
  /** Whether no text fits both, as far as that can be known. */
  excludes(other: TextMatcher): boolean;
  /** The one text that fits. */
  readonly text?: string | undefined;
  /** The texts that have to be in it. */
  readonly parts?: readonly string[] | undefined;
}

/** What a plain text in a file means: that it is contained, or that it is the whole text. */
export type PlainText = 'contains' | 'is';

const accepted = 'a text, /a regular expression/, or a mapping with one of is, contains and matches';

/** @returns `undefined` if there is none, or it is wrong */
export function readTextMatcher(source: Source, reader: Reader, plain: PlainText): TextMatcher | undefined {
  const { value } = source;
  if (value === undefined) return undefined;
  if (value instanceof RegExp) return reader.making(source, () => matches(value.source, value.flags));
  if (typeof value === 'string') {
    const [, body, flags] = /^\/(.+)\/([a-z]*)$/s.exec(value) ?? [];
    if (body !== undefined) return reader.making(source, () => matches(body, flags));
    if (value === '') return reader.wrong(source, accepted);
    return plain === 'is' ? is(value) : contains([value]);
  }
  if (typeof value === 'number' && plain === 'is') return is(String(value));
  if (!isMapping(value) || Object.keys(value).length !== 1) return reader.wrong(source, accepted);
  reader.mapping(source, ['is', 'contains', 'matches'], accepted);
  const exact = reader.text(source.at('is'));
  if (exact !== undefined) return is(exact);
  const parts = reader.texts(source.at('contains'));
  if (parts !== undefined) {
    if (parts.length === 0 || parts.includes(''))
      return reader.wrong(source.at('contains'), 'texts that are not empty');
    return contains(parts);
  }
  const body = source.at('matches');
  if (body.value instanceof RegExp) return readTextMatcher(body, reader, plain);
  const pattern = reader.text(body);
  if (pattern === undefined) return undefined;
  const [, inner = pattern, flags] = /^\/(.+)\/([a-z]*)$/s.exec(pattern) ?? [];
  return reader.making(source, () => matches(inner, flags));
}

function is(text: string): TextMatcher {
  return {
    key: `is ${JSON.stringify(text)}`,
    description: `be ${quote(text)}`,
    isExact: true,
    fixed: text.length,
    groups: 0,
    names: [],
    text,
    find: (found) => (found === text ? noCaptures : undefined),
    covers: (other) => other.text === text,
    excludes: (other) => other.find(text) === undefined,
  };
}

function contains(parts: readonly string[]): TextMatcher {
  return {
    key: `contains ${JSON.stringify(parts.toSorted())}`,
    description: `contain ${parts.map(quote).join(' and ')}`,
    isExact: false,
    fixed: parts.reduce((sum, { length }) => sum + length, 0),
    groups: 0,
    names: [],
    parts,
    find: (found) => (parts.every((part) => found.includes(part)) ? noCaptures : undefined),
    covers: ({ text, parts: others }) =>
      text === undefined
        ? others !== undefined && parts.every((part) => others.some((other) => other.includes(part)))
        : parts.every((part) => text.includes(part)),
    excludes: ({ text }) => text !== undefined && !parts.every((part) => text.includes(part)),
  };
}

/** @throws LlmsimError LLMSIM_OPTION */
function matches(body: string, flags: string | undefined): TextMatcher {
  const pattern = createPattern(body, flags);
  const key = `matches ${pattern.source}`;
  return {
    key,
    description: `match ${pattern.source}`,
    isExact: false,
    fixed: 0,
    groups: pattern.groups,
    names: pattern.names,
    find: (found) => pattern.find(found),
    covers: (other) =>
      other.key === key || (other.text !== undefined && pattern.find(other.text) !== undefined),
    excludes: ({ text }) => text !== undefined && pattern.find(text) === undefined,
  };
}

/** A text as an explanation quotes it: in quotes, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
}
