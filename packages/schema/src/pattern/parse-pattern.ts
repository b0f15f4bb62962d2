import {
  complementOf,
  digitRanges,
  ignoreCase,
  lineEndRanges,
  singleCharacter,
  spaceRanges,
  wordRanges,
  type CharacterSet,
} from './character-set.js';

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

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 };

/** Deeper nesting and longer texts are refused: no schema that means well has them. */
const deepest = 40;
const longest = 10_000;

class Unsupported extends Error {}

/**
 * Reads a regular expression in the syntax of JavaScript, with the few additions by which Python and Rust write
 * theirs (`(?P<name>…)`, `\A`, `\Z`, `\z`, the flags `(?i)` and `(?s)` for the whole and for groups). `undefined`
 * for what is not supported: references to groups, look-behind, other flags, and what is not an expression at all.
 */
export function parsePattern(source: string): PatternNode | undefined {
  if (source.length > longest) return undefined;
  try {
    return readPattern(Array.from(source));
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function readPattern(characters: readonly string[]): PatternNode {
  let position = 0;
  /** Flags that hold where the reading is: letters of any case; a dot that takes line ends too. */
  let anyCase = false;
  let dotAll = false;

  const peek = (ahead = 0) => characters[position + ahead];
  const takeIf = (text: string) => {
    for (let i = 0; i < text.length; i += 1) if (peek(i) !== text[i]) return false;
    position += text.length;
    return true;
  };

  function readEither(depth: number): PatternNode {
    if (depth > deepest) throw new Unsupported();
    const branches = [readSequence(depth)];
    while (takeIf('|')) branches.push(readSequence(depth));
    return branches.length === 1 ? (branches[0] as PatternNode) : { type: 'either', branches };
  }

  function readSequence(depth: number): PatternNode {
    const nodes: PatternNode[] = [];
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek()) {
      nodes.push(readRepeat(readAtom(depth)));
    }
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { type: 'sequence', nodes };
  }

  function readRepeat(node: PatternNode): PatternNode {
    const counts = readCounts();
    if (counts === undefined) return node;
    // A lazy or possessive mark changes what is captured, not what matches (possessive: hardly ever).
    if (!takeIf('?')) takeIf('+');
    if (readCounts() !== undefined) throw new Unsupported();
    return { type: 'repeat', node, least: counts[0], most: counts[1] };
  }

  function readCounts(): readonly [number, number] | undefined {
    if (takeIf('*')) return [0, Infinity];
    if (takeIf('+')) return [1, Infinity];
    if (takeIf('?')) return [0, 1];
    if (peek() !== '{') return undefined;
    const end = characters.indexOf('}', position);
    const text = end === -1 || end - position > 24 ? '' : characters.slice(position + 1, end).join('');
    const match = /^(\d+|(?=,\d))(,(\d*))?$/.exec(text);
    // A brace that is no count stands for itself.
    if (match === null) return undefined;
    position = end + 1;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === '' ? Infinity : Number(match[3]);
    if (most < least) throw new Unsupported();
    return [least, most];
  }

  function readAtom(depth: number): PatternNode {
    const character = characters[position] as string;
    position += 1;
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
        return inCase(readClass());
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
    const end = characters.findIndex((character, index) => index >= position && /[:)]/.test(character));
    const match = /^([ausi]*)(-[si]*)?([:)])$/.exec(characters.slice(position, end + 1).join(''));
    if (end === -1 || match === null || (match[1] === '' && match[2] === undefined)) return undefined;
    position = end + 1;
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
    if (takeIf('?')) {
      if (takeIf('=')) look = false;
      else if (takeIf('!')) look = true;
      else if (!takeIf(':')) {
        const flags = readFlags();
        if (flags === '(') return undefined;
        if (flags === ':') return readRest(depth, undefined);
        takeIf('P');
        if (!takeIf('<') || peek() === '=' || peek() === '!') throw new Unsupported();
        const end = characters.indexOf('>', position);
        if (end === -1) throw new Unsupported();
        position = end + 1;
      }
    }
    return readRest(depth, look);
  }

  function readRest(depth: number, look: boolean | undefined): PatternNode {
    const node = readEither(depth + 1);
    if (!takeIf(')')) throw new Unsupported();
    return look === undefined ? node : { type: 'look-ahead', node, negated: look };
  }

  function readEscape(): PatternNode {
    const letter = peek();
    if (letter === 'b' || letter === 'B') {
      position += 1;
      return { type: 'word-edge', negated: letter === 'B' };
    }
    if (takeIf('A')) return { type: 'start' };
    if (takeIf('Z') || takeIf('z')) return { type: 'end' };
    if (letter !== undefined && /[1-9k]/.test(letter)) throw new Unsupported();
    return inCase(readCharacterEscape());
  }

  /** What may follow a backslash both inside and outside of a class. */
  function readCharacterEscape(): CharacterSet {
    const letter = peek();
    if (letter === undefined) throw new Unsupported();
    position += 1;
    switch (letter) {
      case 'd':
      case 'D':
        return { type: 'characters', ranges: digitRanges, properties: [], negated: letter === 'D' };
      case 'w':
      case 'W':
        return { type: 'characters', ranges: wordRanges, properties: [], negated: letter === 'W' };
      case 's':
      case 'S':
        return { type: 'characters', ranges: spaceRanges, properties: [], negated: letter === 'S' };
      case 'p':
      case 'P':
        return { type: 'characters', ranges: [], properties: [readProperty(letter)], negated: false };
      case 'x':
        return singleCharacter(readHex(2));
      case 'u':
        return singleCharacter(readUnicode());
      case 'c': {
        const control = peek()?.codePointAt(0);
        if (control === undefined) throw new Unsupported();
        position += 1;
        return singleCharacter(control % 32);
      }
      default:
        return singleCharacter(controls[letter] ?? (letter.codePointAt(0) as number));
    }
  }

  function readProperty(letter: string): RegExp {
    const end = characters.indexOf('}', position);
    if (peek() !== '{' || end === -1) throw new Unsupported();
    const name = characters.slice(position + 1, end).join('');
    position = end + 1;
    try {
      return new RegExp(`^\\${letter}{${name}}$`, 'u');
    } catch {
      throw new Unsupported();
    }
  }

  function readHex(length: number): number {
    const text = characters.slice(position, position + length).join('');
    if (text.length !== length || !/^[\da-f]+$/i.test(text)) throw new Unsupported();
    position += length;
    return parseInt(text, 16);
  }

  function readUnicode(): number {
    if (!takeIf('{')) {
      const unit = readHex(4);
      // Two escapes may make up one character.
      if (unit >= 0xd800 && unit <= 0xdbff && peek() === '\\' && peek(1) === 'u') {
        position += 2;
        return (unit - 0xd800) * 0x400 + (readHex(4) - 0xdc00) + 0x10000;
      }
      return unit;
    }
    const end = characters.indexOf('}', position);
    if (end === -1 || end - position > 6) throw new Unsupported();
    const point = readHex(end - position);
    position = end + 1;
    return point;
  }

  function readClass(): CharacterSet {
    const negated = takeIf('^');
    const ranges: (readonly [number, number])[] = [];
    const properties: RegExp[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const character = peek();
      if (character === undefined) throw new Unsupported();
      // JavaScript ends a class at once with "[]", Python takes a first "]" as itself: no schema relies on either.
      if (character === ']') {
        if (isFirst && !negated) throw new Unsupported();
        position += 1;
        return { type: 'characters', ranges, properties, negated };
      }
      const from = readClassMember();
      if (typeof from !== 'number') {
        ranges.push(...from.ranges);
        properties.push(...from.properties);
        continue;
      }
      if (peek() === '-' && peek(1) !== undefined && peek(1) !== ']') {
        position += 1;
        const to = readClassMember();
        if (typeof to !== 'number' || to < from) throw new Unsupported();
        ranges.push([from, to]);
      } else {
        ranges.push([from, from]);
      }
    }
  }

  function readClassMember(): number | Pick<CharacterSet, 'ranges' | 'properties'> {
    if (!takeIf('\\')) {
      const point = (peek() as string).codePointAt(0) as number;
      position += 1;
      return point;
    }
    if (takeIf('b')) return 8;
    const set = readCharacterEscape();
    const [range] = set.ranges;
    if (!set.negated) {
      return set.properties.length === 0 && set.ranges.length === 1 && range?.[0] === range?.[1]
        ? (range as readonly [number, number])[0]
        : set;
    }
    return { ranges: complementOf(set.ranges), properties: [] };
  }

  const tree = readEither(0);
  if (position < characters.length) throw new Unsupported();
  return tree;
}
