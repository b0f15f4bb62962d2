import fc from 'fast-check';
import { longestPiece, splitLongWord } from './split-long-word.js';

describe('the pieces of a long word', () => {
  const words = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '😀', '\ud83d', '\ude00'), maxLength: 700 }),
    fc.string({ unit: 'binary', maxLength: 700 }),
  );

  it('are the word, in order', () => {
    fc.assert(fc.property(words, (word) => expect(splitLongWord(word).join('')).toBe(word)));
  });

  it('are at most 128 units long, and only the last is much shorter', () => {
    fc.assert(
      fc.property(words, (word) => {
        const lengths = splitLongWord(word).map((piece) => piece.length);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(longestPiece);
        expect(lengths.slice(0, -1).filter((length) => length < longestPiece - 1)).toEqual([]);
      }),
    );
  });

  it('keep surrogate pairs whole', () => {
    const word = `a${'😀'.repeat(200)}`;
    expect(splitLongWord(word).filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
  });

  it('are the word itself when it is short', () => {
    expect(splitLongWord('short')).toEqual(['short']);
  });
});
