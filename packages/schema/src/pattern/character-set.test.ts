import {
  complementOf,
  digitRanges,
  hasCharacter,
  singleCharacter,
  spaceRanges,
  wordRanges,
  type CharacterSet,
} from './character-set.js';

const all = Array.from({ length: 0x3100 }, (_, point) => point);

describe('hasCharacter', () => {
  it.each<[string, CharacterSet['ranges'], RegExp]>([
    ['digits', digitRanges, /\d/],
    ['word characters', wordRanges, /\w/],
    ['spaces', spaceRanges, /\s/],
  ])('knows the same %s as the language', (_, ranges, expected) => {
    const set: CharacterSet = { type: 'characters', ranges, properties: [], negated: false };
    for (const point of all)
      expect([point, hasCharacter(set, point)]).toEqual([point, expected.test(String.fromCodePoint(point))]);
  });

  it('turns a negated set round', () => {
    const set = singleCharacter(0x61);
    expect(hasCharacter(set, 0x61)).toBe(true);
    expect(hasCharacter({ ...set, negated: true }, 0x61)).toBe(false);
    expect(hasCharacter({ ...set, negated: true }, 0x62)).toBe(true);
  });

  it('asks the properties too', () => {
    const set: CharacterSet = { type: 'characters', ranges: [], properties: [/^\p{Lu}$/u], negated: false };
    expect(hasCharacter(set, 'É'.codePointAt(0)!)).toBe(true);
    expect(hasCharacter(set, 'é'.codePointAt(0)!)).toBe(false);
  });
});

describe('complementOf', () => {
  it('holds exactly what the ranges do not', () => {
    const rest: CharacterSet = {
      type: 'characters',
      ranges: complementOf(wordRanges),
      properties: [],
      negated: false,
    };
    const words: CharacterSet = { ...rest, ranges: wordRanges };
    for (const point of all) expect(hasCharacter(rest, point)).toBe(!hasCharacter(words, point));
  });
});
