import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import { fieldOf, isFieldName } from './request-field.js';
import type { Captures } from './pattern.js';

/** What a template may refer to. */
export interface Capturing {
  /** How many groups there are. */
  readonly groups: number;
  readonly names: readonly string[];
}

/** A text with places that a request fills. */
export interface Template {
  /** The text as it stands in the file, if nothing in it has to be filled. */
  readonly literal: string | undefined;
  fill(facts: Facts, captures: Captures): string;
}

type Piece = string | ((facts: Facts, captures: Captures) => string);

/**
 * Reads a text with `$1` (a group of the regular expression that matched), `${city}` (a group with a name), `${user}`,
 * `${tool_result.temperature}` and the like (fields of the request) and `$$` (a dollar).
 */
export function readTemplate(text: string, source: Source, reader: Reader, capturing: Capturing): Template {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(/\$(?:(\$)|(\d)|\{([^}]*)\})/g)) {
    pieces.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [whole, dollar, digit, name] = found;
    if (dollar !== undefined) pieces.push('$');
    else if (digit !== undefined) {
      const group = Number(digit);
      if (group > capturing.groups) {
        reader.error(
          source,
          `refers to ${whole}, but ${countOf(capturing.groups)}. Write $$${digit} for a dollar sign and a digit.`,
        );
      }
      pieces.push((_facts, { groups }) => groups[group] ?? '');
    } else pieces.push(readReference(name ?? '', source, reader, capturing));
  }
  pieces.push(text.slice(from));
  return {
    literal: pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined,
    fill: (facts, captures) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : piece(facts, captures))).join(''),
  };
}

function readReference(name: string, source: Source, reader: Reader, { names }: Capturing): Piece {
  if (names.includes(name)) return (_facts, { named }) => named[name] ?? '';
  if (isFieldName(name)) return (facts) => fieldOf(name, facts);
  const groups = names.length === 0 ? '' : `, or a group: ${names.join(', ')}`;
  reader.error(
    source,
    `refers to \${${name}}, which is not known. There are: user, system, model, turn, attempt, tool_result, ` +
      `tool_result.KEY, header.NAME, metadata.KEY${groups}.`,
  );
  return '';
}

function countOf(groups: number): string {
  if (groups === 0) return 'no regular expression with a group applies here';
  return `there ${groups === 1 ? 'is one group' : `are ${groups} groups`}`;
}
