import {
  constructFromEvents,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml';
import { keyOfPath, type ConfigDocument } from './config-document.js';
import { ConfigError } from './config-error.js';
import type { Path } from './setting-type.js';

/**
 * Reads YAML 1.2.
 * @param name - of the file, or of whatever else the text is from, for messages
 * @throws ConfigError for text that is not one document of YAML
 */
export function parseYamlDocument(text: string, name: string): ConfigDocument {
  // Positions count from after a byte order mark.
  const source = text.replace(/^\uFEFF/, '');
  let events: Event[];
  let documents: unknown[];
  try {
    events = parseEvents(source, { filename: name });
    documents = constructFromEvents(events, { source, filename: name, maxAliases: 1000 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { mark, reason } = error;
    const place = mark === undefined ? name : `${name}:${mark.line + 1}:${mark.column + 1}`;
    throw new ConfigError([{ place, path: '', what: `this is not valid YAML: ${reason}.` }]);
  }
  if (documents.length > 1) {
    throw new ConfigError([{ place: name, path: '', what: 'found more than one document; accepted: one.' }]);
  }
  const offsets = locateValues(events, source);
  let lines: readonly number[] | undefined;
  return {
    value: documents[0] ?? undefined,
    placeOf(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const offset = offsets.get(keyOfPath(path.slice(0, length)));
        if (offset !== undefined) return `${name}:${lineAndColumn((lines ??= lineStarts(source)), offset)}`;
      }
      return name;
    },
  };
}

/** The offset at which each line begins. */
function lineStarts(source: string): readonly number[] {
  return [
    0,
    ...Array.from(source.matchAll(/\r\n|\r|\n/g), ({ index, 0: lineEnd }) => index + lineEnd.length),
  ];
}

/** Found by halving, so that a long file with a mistake in every line is read as fast as any other. */
function lineAndColumn(lines: readonly number[], offset: number): string {
  let first = 0;
  let last = lines.length - 1;
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if ((lines[middle] as number) <= offset) first = middle;
    else last = middle - 1;
  }
  return `${first + 1}:${offset - (lines[first] as number) + 1}`;
}

/** Where the key of each entry and each item of a list begins. */
function locateValues(events: readonly Event[], source: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  let next = 0;

  /** Passes over one value with all that is in it. */
  function pass(path: Path): void {
    const event = events[next];
    next += 1;
    if (event?.type === EVENT_ID.MAPPING) {
      while (events[next]?.type !== EVENT_ID.POP) {
        const key = events[next];
        const entry = [...path, key?.type === EVENT_ID.SCALAR ? getScalarValue(source, key) : '?'];
        if (key !== undefined) offsets.set(keyOfPath(entry), startOf(key));
        // Constructing the value has refused keys that are anything but scalars.
        next += 1;
        pass(entry);
      }
      next += 1;
    } else if (event?.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; events[next]?.type !== EVENT_ID.POP; index += 1) {
        const item = events[next];
        if (item !== undefined) offsets.set(keyOfPath([...path, index]), startOf(item));
        pass([...path, index]);
      }
      next += 1;
    }
  }

  if (events[0]?.type === EVENT_ID.DOCUMENT) {
    next = 1;
    const root = events[1];
    if (root !== undefined && root.type !== EVENT_ID.POP) offsets.set(keyOfPath([]), startOf(root));
    pass([]);
  }
  return offsets;
}

function startOf(event: Event): number {
  if ('start' in event) return event.start;
  if ('valueStart' in event) {
    // The value of a quoted text begins after the quote.
    return event.style === 2 || event.style === 3 ? event.valueStart - 1 : Math.max(0, event.valueStart);
  }
  return 'anchorStart' in event ? event.anchorStart - 1 : 0;
}
