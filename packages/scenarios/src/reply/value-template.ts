import { isMapping, type Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import type { Captures } from '../text/pattern.js';
import { readTemplate, type Capturing } from '../text/template.js';

/** A JSON value whose texts may be templates. */
export interface ValueTemplate {
  fill(facts: Facts, captures: Captures): unknown;
}

export function readValue(source: Source, reader: Reader, capturing: Capturing): ValueTemplate {
  const { value } = source;
  if (typeof value === 'string') {
    const template = readTemplate(value, source, reader, capturing);
    return { fill: (facts, captures) => template.fill(facts, captures) };
  }
  if (Array.isArray(value)) {
    const items = value.map((_item, index) => readValue(source.at(index), reader, capturing));
    return { fill: (facts, captures) => items.map((item) => item.fill(facts, captures)) };
  }
  if (isMapping(value)) return mappingOf(readEntries(source, value, reader, capturing));
  return { fill: () => value };
}

/** The templates of a mapping, by key. */
export function readEntries(
  source: Source,
  value: Readonly<Record<string, unknown>>,
  reader: Reader,
  capturing: Capturing,
): readonly (readonly [string, ValueTemplate])[] {
  return Object.keys(value).map((key) => [key, readValue(source.at(key), reader, capturing)] as const);
}

export function mappingOf(entries: readonly (readonly [string, ValueTemplate])[]): ValueTemplate {
  return {
    fill: (facts, captures) =>
      Object.fromEntries(entries.map(([key, template]) => [key, template.fill(facts, captures)])),
  };
}
