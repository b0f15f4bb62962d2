/** A set of characters: code points from–to, both included, and Unicode properties. */
export interface CharacterSet {
  readonly type: 'characters';
  readonly ranges: readonly (readonly [number, number])[];
  /** Each tests one character: `\p{L}` and its like. */
  readonly properties: readonly RegExp[];
  readonly negated: boolean;
}

/** `\d` */
export const digitRanges: CharacterSet['ranges'] = [[0x30, 0x39]];
/** `\w` */
export const wordRanges: CharacterSet['ranges'] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x30, 0x39],
  [0x5f, 0x5f],
];
/** `\s` */
export const spaceRanges: CharacterSet['ranges'] = [
  [0x20, 0x20],
  [0x09, 0x0d],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What a dot does not match. */
export const lineEndRanges: CharacterSet['ranges'] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** The set of one character. */
export function singleCharacter(point: number): CharacterSet {
  return { type: 'characters', ranges: [[point, point]], properties: [], negated: false };
}

/** All characters that are not in the ranges. */
export function complementOf(ranges: CharacterSet['ranges']): CharacterSet['ranges'] {
  const rest: (readonly [number, number])[] = [];
  let from = 0;
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (first > from) rest.push([from, first - 1]);
    from = last + 1;
  }
  rest.push([from, 0x10ffff]);
  return rest;
}

/** The set with the letters of ASCII and Latin-1 in both cases, where it has them in one. */
export function ignoreCase(set: CharacterSet): CharacterSet {
  const shifted: (readonly [number, number])[] = [];
  for (const [from, to] of set.ranges) {
    for (const [first, last, distance] of cases) {
      const [start, end] = [Math.max(from, first), Math.min(to, last)];
      if (start <= end) shifted.push([start + distance, end + distance]);
    }
  }
  return shifted.length === 0 ? set : { ...set, ranges: [...set.ranges, ...shifted] };
}

/** Ranges of letters, and how far off their other case is. */
const cases = [
  [0x61, 0x7a, -32],
  [0x41, 0x5a, 32],
  [0xe0, 0xf6, -32],
  [0xf8, 0xfe, -32],
  [0xc0, 0xd6, 32],
  [0xd8, 0xde, 32],
] as const;

/** Whether the character with this code point belongs to the set. */
export function hasCharacter(set: CharacterSet, point: number): boolean {
  return set.negated !== isListed(set, point);
}

function isListed(set: CharacterSet, point: number): boolean {
  for (const [from, to] of set.ranges) if (point >= from && point <= to) return true;
  return set.properties.length > 0 && set.properties.some((test) => test.test(String.fromCodePoint(point)));
}
