import { hasCharacter, wordRanges, type CharacterSet } from './character-set.js';

/** Characters that no set of the patterns distinguishes, the more usual ones first. */
export interface CharacterClass {
  readonly points: readonly number[];
  /** Whether they are characters of words, as `\b` sees it. */
  readonly isWord: boolean;
}

/** The characters that texts are made of, in classes. */
export interface Alphabet {
  readonly classes: readonly CharacterClass[];
  /** Which classes belong to a set; the sets are those that the alphabet was made for. */
  members(set: CharacterSet): readonly boolean[];
}

/** Where texts read best: letters, digits, what stands between words; then the rest of ASCII. */
const usual = pointsOf(
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ ./:@!#$%&\'()*+,;<=>?[\\]^`{|}~"\n\t\r',
);
/** A few characters of each kind that Unicode's properties ask for. */
const others = pointsOf(
  'éüßñçøÉÜÑΩαβЯжя漢字日本あいカタ한글עברعربहि€£¥©®°§¶–—“”‘’…•→≤≥±×÷½²٣٤' +
    '😀😃🎉🚀🌍👍🔥💡✨⭐☀✓❤🇩🇪🇫🇷👩\u200d\ufe0f\u20e3🏽\u{e0061}\u{e007f}',
);
const control = [0x01, 0x1f, 0x7f, 0x85, 0xa0, 0x300, 0x2028, 0x2029, 0xe000, 0xfffd, 0x10ffff];

/** At most so many characters are taken out of the patterns themselves. */
const mostOwn = 400;

/**
 * The alphabet of patterns: usual characters, some of every kind, and those that the sets name. Another character
 * would behave as one of these does, unless only a Unicode property knows it.
 */
export function createAlphabet(sets: readonly CharacterSet[]): Alphabet {
  const points = new Set(usual);
  let own = 0;
  for (const { ranges } of sets) {
    for (const [from, to] of ranges) {
      if (own > mostOwn) break;
      for (const point of [from, to, Math.floor((from + to) / 2), from - 1, to + 1]) {
        if (point >= 0 && point <= 0x10ffff) points.add(point);
        own += 1;
      }
    }
  }
  for (const point of [...others, ...control]) points.add(point);

  const word: CharacterSet = { type: 'characters', ranges: wordRanges, properties: [], negated: false };
  const distinct = [word, ...new Set(sets)];
  const classes = new Map<string, number[]>();
  for (const point of points) {
    // Half of a surrogate pair is not a character.
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const signature = distinct.map((set) => (hasCharacter(set, point) ? '1' : '0')).join('');
    const known = classes.get(signature);
    if (known === undefined) classes.set(signature, [point]);
    else known.push(point);
  }
  const signatures = [...classes.keys()];
  const indexOfSet = new Map(distinct.map((set, index) => [set, index]));
  return {
    classes: [...classes].map(([signature, members]) => ({ points: members, isWord: signature[0] === '1' })),
    members: (set) => signatures.map((signature) => signature[indexOfSet.get(set) ?? 0] === '1'),
  };
}

function pointsOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) as number);
}
