import fc from 'fast-check';
import type { EncodingName } from './encoding-for-model.js';
import { loadTiktoken } from './load-tiktoken.node.js';
import { createWordPattern } from './word-pattern.js';

const encodings: readonly EncodingName[] = ['o200k_base', 'cl100k_base'];

/** What the two dialects of regular expressions could disagree about. */
const troublesome = [
  ...["'s", "'S", "'ſ", "'ll", "'LL", "'Re", "'ve", "'d", "'x", "'"],
  ...[' ', '  ', '\n', '\r\n', '\t', '\u0085', '\ufeff', '\u00a0', '\u3000', '\u2028', '/', '\n/'],
  ...[
    'a',
    'B',
    'ß',
    'ʕ',
    'ǅ',
    'ª',
    'ʰ',
    '的',
    '。',
    'क्',
    'é',
    'e\u0301',
    '\u0301',
    '1',
    '12',
    '1234',
    '½',
    'Ⅷ',
  ],
  ...['=', '==', '😀', '👨‍👩‍👧', '\ud83d', '\ude00', '<|endoftext|>', 'hello', 'World', 'iPhone', 'HTTPServer'],
];
const texts = fc.oneof(
  fc.array(fc.constantFrom(...troublesome), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

describe.each(encodings)('the words of %s', (encoding) => {
  const pattern = createWordPattern(encoding);
  const encoder = loadTiktoken(encoding);
  const wordsOf = (text: string) => text.match(pattern) ?? [];

  it('are the whole text, in order and without gaps', () => {
    fc.assert(fc.property(texts, (text) => expect(wordsOf(text).join('')).toBe(text)));
  });

  it('have one by one the tokens that tiktoken gives the whole text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = wordsOf(text).flatMap((word) => Array.from(encoder.encode_ordinary(word)));
        expect(tokens).toEqual(Array.from(encoder.encode_ordinary(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('are no longer than some thousand characters, so that a megabyte of one letter is cut at all', () => {
    for (const character of ['a', 'A', '中', ' ', '\n', '=', '\u0301', '\ud83d']) {
      const words = wordsOf(character.repeat(1_000_000));
      expect(Math.max(...words.map((word) => word.length))).toBeLessThan(4096);
    }
  });

  it('are cut wherever the search begins at the end of a word', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const words = wordsOf(text);
        const rest = words.slice(Math.floor(words.length / 2));
        expect(wordsOf(rest.join(''))).toEqual(rest);
      }),
    );
  });
});
