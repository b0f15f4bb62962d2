import { getStaticTOMLValue, ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { keyOfPath, type ConfigDocument } from './config-document.js';
import { ConfigError } from './config-error.js';
import type { Path } from './setting-type.js';

/** A line from 1, a column from 0. */
type Position = AST.Position;

/**
 * Reads TOML 1.1.
 * @param name - of the file, for messages
 * @throws ConfigError for text that is not TOML
 */
export function parseTomlDocument(text: string, name: string): ConfigDocument {
  const spell = ({ line, column }: Position) => `${name}:${line}:${column + 1}`;
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text.replace(/^\uFEFF/, ''), { tomlVersion: '1.1' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { message, lineNumber: line, column } = error;
    const what = `this is not valid TOML: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
    throw new ConfigError([{ place: spell({ line, column }), path: '', what }]);
  }
  const positions = locateValues(program.body[0], (position) => {
    throw new ConfigError([
      { place: spell(position), path: '', what: 'found the key "__proto__"; accepted: any other name.' },
    ]);
  });
  return {
    value: positions.size === 0 ? undefined : getStaticTOMLValue(program),
    placeOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const position = positions.get(keyOfPath(path.slice(0, length)));
        if (position !== undefined) return spell(position);
      }
      return name;
    },
  };
}

/**
 * Where the key of each entry and each item of a list begins.
 * @param refuse - what is done about the one key that the parser would take for an object's prototype
 */
function locateValues(
  root: AST.TOMLTopLevelTable,
  refuse: (position: Position) => never,
): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>();

  /** The first mention of a table is where it is, and a table has several if its keys are dotted. */
  function mention(path: Path, position: Position): void {
    const key = keyOfPath(path);
    if (!positions.has(key)) positions.set(key, position);
  }

  function passEntries(path: Path, entries: readonly AST.TOMLKeyValue[]): void {
    for (const { key, value } of entries) {
      const keys = namesOf(key, refuse);
      keys.forEach((_, index) => {
        const part = key.keys[index] ?? key;
        mention([...path, ...keys.slice(0, index + 1)], part.loc.start);
      });
      passValue([...path, ...keys], value);
    }
  }

  function passValue(path: Path, value: AST.TOMLContentNode): void {
    if (value.type === 'TOMLInlineTable') passEntries(path, value.body);
    else if (value.type === 'TOMLArray') {
      value.elements.forEach((element, index) => {
        mention([...path, index], element.loc.start);
        passValue([...path, index], element);
      });
    }
  }

  for (const node of root.body) {
    if (node.type === 'TOMLKeyValue') passEntries([], [node]);
    else {
      namesOf(node.key, refuse);
      node.resolvedKey.forEach((_, index) => {
        mention(node.resolvedKey.slice(0, index + 1), node.key.loc.start);
      });
      passEntries(node.resolvedKey, node.body);
    }
  }
  return positions;
}

function namesOf(key: AST.TOMLKey, refuse: (position: Position) => never): readonly string[] {
  return key.keys.map((part) => {
    const name = part.type === 'TOMLBare' ? part.name : part.value;
    return name === '__proto__' ? refuse(part.loc.start) : name;
  });
}
