import {
  complementOf,
  digitRanges,
  singleCharacter,
  spaceRanges,
  wordRanges,
  type CharacterSet,
} from './character-set.js';
import { Unsupported, type Cursor } from './cursor.js';

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 };

/** What may follow a backslash both inside and outside of a class. */
export function readCharacterEscape(cursor: Cursor): CharacterSet {
  const letter = cursor.peek();
  if (letter === undefined) throw new Unsupported();
  cursor.position += 1;
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
      return { type: 'characters', ranges: [], properties: [readProperty(cursor, letter)], negated: false };
    case 'x':
      return singleCharacter(readHex(cursor, 2));
    case 'u':
      return singleCharacter(readUnicode(cursor));
    case 'c': {
      const control = cursor.peek()?.codePointAt(0);
      if (control === undefined) throw new Unsupported();
      cursor.position += 1;
      return singleCharacter(control % 32);
    }
    default:
      return singleCharacter(controls[letter] ?? (letter.codePointAt(0) as number));
  }
}

function readProperty(cursor: Cursor, letter: string): RegExp {
  const end = cursor.characters.indexOf('}', cursor.position);
  if (cursor.peek() !== '{' || end === -1) throw new Unsupported();
  const name = cursor.characters.slice(cursor.position + 1, end).join('');
  cursor.position = end + 1;
  try {
    return new RegExp(`^\\${letter}{${name}}$`, 'u');
  } catch {
    throw new Unsupported();
  }
}

function readHex(cursor: Cursor, length: number): number {
  const text = cursor.characters.slice(cursor.position, cursor.position + length).join('');
  if (text.length !== length || !/^[\da-f]+$/i.test(text)) throw new Unsupported();
  cursor.position += length;
  return parseInt(text, 16);
}

function readUnicode(cursor: Cursor): number {
  if (!cursor.takeIf('{')) {
    const unit = readHex(cursor, 4);
    // Two escapes may make up one character.
    if (unit >= 0xd800 && unit <= 0xdbff && cursor.peek() === '\\' && cursor.peek(1) === 'u') {
      cursor.position += 2;
      return (unit - 0xd800) * 0x400 + (readHex(cursor, 4) - 0xdc00) + 0x10000;
    }
    return unit;
  }
  const end = cursor.characters.indexOf('}', cursor.position);
  if (end === -1 || end - cursor.position > 6) throw new Unsupported();
  const point = readHex(cursor, end - cursor.position);
  cursor.position = end + 1;
  return point;
}

/** Reads a class from after its opening bracket to behind its closing one. */
export function readClass(cursor: Cursor): CharacterSet {
  const negated = cursor.takeIf('^');
  const ranges: (readonly [number, number])[] = [];
  const properties: RegExp[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const character = cursor.peek();
    if (character === undefined) throw new Unsupported();
    // JavaScript ends a class at once with "[]", Python takes a first "]" as itself: no schema relies on either.
    if (character === ']') {
      if (isFirst && !negated) throw new Unsupported();
      cursor.position += 1;
      return { type: 'characters', ranges, properties, negated };
    }
    const from = readClassMember(cursor);
    if (typeof from !== 'number') {
      ranges.push(...from.ranges);
      properties.push(...from.properties);
      continue;
    }
    if (cursor.peek() === '-' && cursor.peek(1) !== undefined && cursor.peek(1) !== ']') {
      cursor.position += 1;
      const to = readClassMember(cursor);
      if (typeof to !== 'number' || to < from) throw new Unsupported();
      ranges.push([from, to]);
    } else {
      ranges.push([from, from]);
    }
  }
}

function readClassMember(cursor: Cursor): number | Pick<CharacterSet, 'ranges' | 'properties'> {
  if (!cursor.takeIf('\\')) {
    const point = (cursor.peek() as string).codePointAt(0) as number;
    cursor.position += 1;
    return point;
  }
  if (cursor.takeIf('b')) return 8;
  const set = readCharacterEscape(cursor);
  const [range] = set.ranges;
  if (!set.negated) {
    return set.properties.length === 0 && set.ranges.length === 1 && range?.[0] === range?.[1]
      ? (range as readonly [number, number])[0]
      : set;
  }
  return { ranges: complementOf(set.ranges), properties: [] };
}
