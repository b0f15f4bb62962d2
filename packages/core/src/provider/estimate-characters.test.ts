import fc from 'fast-check';
import { estimateCharacters } from './estimate-characters.js';
import type { JsonValue } from './state-store.js';

describe('estimateCharacters', () => {
  it.each<[JsonValue, number]>([
    ['', 2],
    ['abc', 5],
    [7, 8],
    [null, 8],
    [true, 8],
    [[], 2],
    [['a', 'b'], 10],
    [{}, 2],
    [{ a: 'b' }, 10],
    [{ a: undefined as unknown as JsonValue }, 2],
  ])('of %j is %i', (value, characters) => {
    expect(estimateCharacters(value)).toBe(characters);
  });

  it('is never less than the texts of a value, and about its JSON where nothing is escaped', () => {
    const text = fc.stringMatching(/^[a-z ]{0,40}$/);
    const json = fc.jsonValue({ stringUnit: 'grapheme-ascii' }) as fc.Arbitrary<JsonValue>;
    fc.assert(
      fc.property(fc.dictionary(text, text), json, (texts, value) => {
        const exact = JSON.stringify(texts).length;
        expect(estimateCharacters(texts)).toBeGreaterThanOrEqual(exact - 1);
        expect(estimateCharacters(texts)).toBeLessThanOrEqual(exact + 1);
        expect(estimateCharacters({ texts, value })).toBeGreaterThan(estimateCharacters(texts));
      }),
    );
  });
});
