import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { ScenarioError, type Problem } from '../scenario-error.js';
import type { Place } from './place.js';

/** A value of a file, and where it stands. Children know their places too. */
export interface Source {
  readonly value: unknown;
  /** As messages name it: `scenarios[0].turns[1].reply`. */
  readonly path: string;
  readonly place: Place | undefined;
  /** The value under a key or at an index; its value is `undefined` if there is none. */
  at(key: string | number): Source;
}

/** Files with more aliases than that are refused: a small file must not become a large value. */
const mostAliases = 100;

/**
 * Reads YAML, of which JSON is a part.
 * @param file - the name of the file, for messages
 * @throws ScenarioError with the line of what is wrong
 */
export function parseSource(text: string, file: string): Source {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true });
  const placeOf = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    throw new ScenarioError(
      document.errors.map(({ message, pos }): Problem => ({
        level: 'error',
        // The rest of the library's message repeats the lines of the file.
        message: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message,
        place: placeOf(pos[0]),
      })),
    );
  }
  try {
    return located(document.toJS({ maxAliasCount: mostAliases }), [], document, placeOf);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ScenarioError([{ level: 'error', message, place: placeOf(0) }]);
  }
}

function located(
  value: unknown,
  path: readonly (string | number)[],
  document: Document,
  placeOf: (offset: number) => Place,
): Source {
  return {
    value,
    path: describePath(path),
    get place() {
      // What is missing is reported at what should have it.
      for (let length = path.length; length >= 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range !== null && node.range !== undefined) return placeOf(node.range[0]);
      }
      return placeOf(0);
    },
    at: (key) => located(childOf(value, key), [...path, key], document, placeOf),
  };
}

/** The same for a value that a program made. */
export function sourceOf(value: unknown, path: readonly (string | number)[] = []): Source {
  return {
    value,
    path: describePath(path),
    place: undefined,
    at: (key) => sourceOf(childOf(value, key), [...path, key]),
  };
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

function describePath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}
