import { ignoreCase, lineEndRanges, singleCharacter, type CharacterSet } from './character-set.js';
import { Cursor, Unsupported } from './cursor.js';
import { readCharacterEscape, readClass } from './read-characters.js';

/** A regular expression as a tree. Groups that capture are plain groups here. */
export type PatternNode =
  | CharacterSet
  | { readonly type: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly type: 'either'; readonly branches: readonly PatternNode[] }
  | { readonly type: 'repeat'; readonly node: PatternNode; readonly least: number; readonly most: number }
  | { readonly type: 'start' }
  | { readonly type: 'end' }
  | { readonly type: 'word-edge'; readonly negated: boolean }
  | { readonly type: 'look-ahead'; readonly node: PatternNode; readonly negated: boolean };

/** Deeper nesting and longer texts are refused: no schema that means well has them. */
const deepest = 40;
const longest = 10_000;

/**
 * Reads a regular expression in the syntax of JavaScript, with the few additions by which Python and Rust write
 * theirs (`(?P<name>…)`, `\A`, `\Z`, `\z`, the flags `(?i)` and `(?s)` for the whole and for groups). `undefined`
 * for what is not supported: references to groups, look-behind, other flags, and what is not an expression at all.
 */
export function parsePattern(source: string): PatternNode | undefined {
  if (source.length > longest) return undefined;
  try {
    return readPattern(new Cursor(source));
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function readPattern(cursor: Cursor): PatternNode {
  /** Flags that hold where the reading is: letters of any case; a dot that takes line ends too. */
  let anyCase = false;
  let dotAll = false;

  function readEither(depth: number): PatternNode {
    if (depth > deepest) throw new Unsupported();
    const branches = [readSequence(depth)];
    while (cursor.takeIf('|')) branches.push(readSequence(depth));
    return branches.length === 1 ? (branches[0] as PatternNode) : { type: 'either', branches };
  }

  function readSequence(depth: number): PatternNode {
    const nodes: PatternNode[] = [];
    for (let next = cursor.peek(); next !== undefined && next !== '|' && next !== ')'; next = cursor.peek()) {
      nodes.push(readRepeat(readAtom(depth)));
    }
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { type: 'sequence', nodes };
  }

  function readRepeat(node: PatternNode): PatternNode {
    const counts = readCounts();
    if (counts === undefined) return node;
    // A lazy or possessive mark changes what is captured, not what matches (possessive: hardly ever).
    if (!cursor.takeIf('?')) cursor.takeIf('+');
    if (readCounts() !== undefined) throw new Unsupported();
    return { type: 'repeat', node, least: counts[0], most: counts[1] };
  }

  function readCounts(): readonly [number, number] | undefined {
    if (cursor.takeIf('*')) return [0, Infinity];
    if (cursor.takeIf('+')) return [1, Infinity];
    if (cursor.takeIf('?')) return [0, 1];
    if (cursor.peek() !== '{') return undefined;
    const end = cursor.characters.indexOf('}', cursor.position);
    const text =
      end === -1 || end - cursor.position > 24
        ? ''
        : cursor.characters.slice(cursor.position + 1, end).join('');
    const match = /^(\d+|(?=,\d))(,(\d*))?$/.exec(text);
    // A brace that is no count stands for itself.
    if (match === null) return undefined;
    cursor.position = end + 1;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (most < least) throw new Unsupported();
    return [least, most];
  }

  function readAtom(depth: number): PatternNode {
    const character = cursor.characters[cursor.position] as string;
    cursor.position += 1;
    switch (character) {
      case '^':
        return { type: 'start' };
      case '$':
        return { type: 'end' };
      case '.':
        return {
          ...{ type: 'characters', properties: [], negated: true },
          ranges: dotAll ? [] : lineEndRanges,
        };
      case '[':
        return inCase(readClass(cursor));
      case '(':
        return readGroup(depth);
      case '\\':
        return readEscape();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return inCase(singleCharacter(character.codePointAt(0) as number));
    }
  }

  function inCase(set: CharacterSet): CharacterSet {
    return anyCase ? ignoreCase(set) : set;
  }

  /** Reads `i`, `s` and what changes nothing, such as `i)` and `is-:`; `undefined` where no flags stand. */
  function readFlags(): '(' | ':' | undefined {
    const end = cursor.characters.findIndex(
      (character, index) => index >= cursor.position && /[:)]/.test(character),
    );
    const match = /^([ausi]*)(-[si]*)?([:)])$/.exec(
      cursor.characters.slice(cursor.position, end + 1).join(''),
    );
    if (end === -1 || match === null || (match[1] === '' && match[2] === undefined)) return undefined;
    cursor.position = end + 1;
    const [, on = '', off = ''] = match;
    anyCase = (anyCase || on.includes('i')) && !off.includes('i');
    dotAll = (dotAll || on.includes('s')) && !off.includes('s');
    return match[3] === ')' ? '(' : ':';
  }

  function readGroup(depth: number): PatternNode {
    const flags = [anyCase, dotAll] as const;
    const node = readGroupWithin(depth);
    if (node !== undefined) [anyCase, dotAll] = flags;
    return node ?? { type: 'sequence', nodes: [] };
  }

  /** The node of a group; `undefined` for flags that hold for the rest. */
  function readGroupWithin(depth: number): PatternNode | undefined {
    let look: boolean | undefined;
    if (cursor.takeIf('?')) {
      if (cursor.takeIf('=')) look = false;
      else if (cursor.takeIf('!')) look = true;
      else if (!cursor.takeIf(':')) {
        const flags = readFlags();
        if (flags === '(') return undefined;
        if (flags === ':') return readRest(depth, undefined);
        cursor.takeIf('P');
        if (!cursor.takeIf('<') || cursor.peek() === '=' || cursor.peek() === '!') throw new Unsupported();
        const end = cursor.characters.indexOf('>', cursor.position);
        if (end === -1) throw new Unsupported();
        cursor.position = end + 1;
      }
    }
    return readRest(depth, look);
  }

  function readRest(depth: number, look: boolean | undefined): PatternNode {
    const node = readEither(depth + 1);
    if (!cursor.takeIf(')')) throw new Unsupported();
    return look === undefined ? node : { type: 'look-ahead', node, negated: look };
  }

  function readEscape(): PatternNode {
    const letter = cursor.peek();
    if (letter === 'b' || letter === 'B') {
      cursor.position += 1;
      return { type: 'word-edge', negated: letter === 'B' };
    }
    if (cursor.takeIf('A')) return { type: 'start' };
    if (cursor.takeIf('Z') || cursor.takeIf('z')) return { type: 'end' };
    if (letter !== undefined && /[1-9k]/.test(letter)) throw new Unsupported();
    return inCase(readCharacterEscape(cursor));
  }

  const tree = readEither(0);
  if (cursor.position < cursor.characters.length) throw new Unsupported();
  return tree;
}
