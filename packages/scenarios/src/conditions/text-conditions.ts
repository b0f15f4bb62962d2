import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import { headerOf } from '../text/request-field.js';
import { quote, readTextMatcher, type PlainText, type TextMatcher } from '../text/text-matcher.js';
import { points, type Condition } from './condition.js';

/** A condition on one text of the request. */
export interface TextCondition extends Condition {
  readonly matcher: TextMatcher;
}

interface TextField {
  readonly field: string;
  /** As an explanation names it: `the last user text`. */
  readonly named: string;
  readonly points: { readonly exact: number; readonly partial: number };
  readonly plain: PlainText;
  readonly textOf: (facts: Facts) => string | undefined;
}

function readTextCondition(source: Source, reader: Reader, field: TextField): TextCondition | undefined {
  const matcher = readTextMatcher(source, reader, field.plain);
  return matcher === undefined ? undefined : textCondition(matcher, field);
}

function textCondition(
  matcher: TextMatcher,
  { field, named, points: worth, textOf }: TextField,
): TextCondition {
  const matcherOf = (other: Condition) => (other as TextCondition).matcher;
  return {
    matcher,
    field,
    key: `${field} ${matcher.key}`,
    points: matcher.isExact ? worth.exact : worth.partial,
    fixed: matcher.fixed,
    groups: matcher.groups,
    names: matcher.names,
    description: `${named} should ${matcher.description}`,
    find(facts) {
      const text = textOf(facts);
      return text === undefined ? undefined : matcher.find(text);
    },
    describeFound(facts) {
      const text = textOf(facts);
      return text === undefined ? 'there is none' : `it is ${quote(text)}`;
    },
    covers: (other) => matcher.covers(matcherOf(other)),
    excludes: (other) => matcher.excludes(matcherOf(other)),
  };
}

/** What the user said last. */
export const readUser = (source: Source, reader: Reader): TextCondition | undefined =>
  readTextCondition(source, reader, {
    field: 'user',
    named: 'the last user text',
    points: points.text,
    plain: 'contains',
    textOf: ({ user }) => user,
  });

/** What the system and the developer say. */
export const readSystem = (source: Source, reader: Reader): TextCondition | undefined =>
  readTextCondition(source, reader, {
    field: 'system',
    named: 'the system and developer text',
    points: points.system,
    plain: 'contains',
    textOf: ({ system }) => system,
  });

/** Headers, by their names. */
export function readHeaders(source: Source, reader: Reader): readonly Condition[] {
  return readEntries(source, reader, (name) => ({
    field: `headers.${name.toLowerCase()}`,
    named: `the header ${name}`,
    points: points.entry,
    plain: 'is',
    textOf: (facts) => headerOf(facts, name),
  }));
}

/** Entries of the metadata, by their names. */
export function readMetadata(source: Source, reader: Reader): readonly Condition[] {
  return readEntries(source, reader, (name) => ({
    field: `metadata.${name}`,
    named: `the metadata ${quote(name)}`,
    points: points.entry,
    plain: 'is',
    textOf: ({ metadata }) => (Object.hasOwn(metadata, name) ? metadata[name] : undefined),
  }));
}

function readEntries(
  source: Source,
  reader: Reader,
  fieldOf: (name: string) => TextField,
): readonly Condition[] {
  if (source.value === undefined) return [];
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.wrong(source, 'a mapping of names to texts');
    return [];
  }
  return Object.keys(value).flatMap(
    (name) => readTextCondition(source.at(name), reader, fieldOf(name)) ?? [],
  );
}
