import fc from 'fast-check';
import { english, lorem, type Lexicon } from './lexicon.js';
import { loadTiktoken } from './load-tiktoken.node.js';

const encoders = (['o200k_base', 'cl100k_base'] as const).map((name) => [name, loadTiktoken(name)] as const);
const lexicons = { lorem, english };

describe.each(Object.entries(lexicons))('the lexicon %s', (_name, lexicon) => {
  const pieces = [...lexicon.firstWords, ...lexicon.sentenceStarts, ...lexicon.words];

  it.each(encoders)('has only pieces that are one token of %s', (_encoding, encoder) => {
    expect(pieces.filter((piece) => encoder.encode_ordinary(piece).length !== 1)).toEqual([]);
  });

  it.each(encoders)('makes texts with as many tokens of %s as pieces', (_encoding, encoder) => {
    fc.assert(
      fc.property(texts(lexicon), (text) => {
        expect(encoder.encode_ordinary(text.join(''))).toHaveLength(text.length);
      }),
    );
  });

  it('has pieces that JSON does not escape', () => {
    expect(pieces.filter((piece) => JSON.stringify(piece) !== `"${piece}"`)).toEqual([]);
  });

  it('begins a text with a capital and every other piece with a space', () => {
    expect(lexicon.firstWords.filter((piece) => !/^[A-Z][a-z]*$/.test(piece))).toEqual([]);
    expect(lexicon.sentenceStarts.filter((piece) => !/^ [A-Z][a-z]*$/.test(piece))).toEqual([]);
    expect(lexicon.words.filter((piece) => !/^ [a-z]+$/.test(piece))).toEqual([]);
  });

  it.each(['firstWords', 'sentenceStarts', 'words'] as const)('has no word twice in %s', (list) => {
    expect(new Set(lexicon[list]).size).toBe(lexicon[list].length);
  });
});

/** Texts as the lexicon promises them: a first word, then any words, each perhaps followed by punctuation. */
function texts({ firstWords, sentenceStarts, words }: Lexicon): fc.Arbitrary<string[]> {
  const followed = (piece: fc.Arbitrary<string>) =>
    fc
      .tuple(piece, fc.constantFrom([], [], [','], ['.']))
      .map(([word, punctuation]) => [word, ...punctuation]);
  const further = fc.array(followed(fc.constantFrom(...sentenceStarts, ...words)), { maxLength: 60 });
  return fc
    .tuple(followed(fc.constantFrom(...firstWords)), further)
    .map(([first, rest]) => [first, ...rest].flat());
}
