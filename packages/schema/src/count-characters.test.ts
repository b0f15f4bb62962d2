import fc from 'fast-check';
import { countCharacters } from './count-characters.js';

describe('countCharacters', () => {
  it('counts as the language iterates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(countCharacters(text)).toBe(Array.from(text).length);
      }),
    );
  });

  it.each([
    ['', 0],
    ['abc', 3],
    ['😀', 1],
    ['\ud83d', 1],
    ['\ude00\ud83d', 2],
    ['\ud83d\ud83d\ude00', 2],
  ])('counts %p: %p', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });
});
