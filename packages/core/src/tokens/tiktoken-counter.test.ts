import fc from 'fast-check';
import type { EncodingName } from './encoding-for-model.js';
import { loadTiktoken } from './load-tiktoken.node.js';
import { createTiktokenCounter, tiktokenCounter, type TiktokenCounter } from './tiktoken-counter.js';

const encoders = { o200k_base: loadTiktoken('o200k_base'), cl100k_base: loadTiktoken('cl100k_base') };
const encodings = Object.keys(encoders) as EncodingName[];

/** Texts without runs that are cut for speed. */
const texts = fc.oneof(
  fc.lorem({ maxCount: 60 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom('\ud83d', '\ude00', '😀', '👨‍👩‍👧', 'é', '中文', ' word', "'ll", '\n\n', '   ', '=='),
      {
        maxLength: 60,
      },
    )
    .map((pieces) => pieces.join('')),
);
const longTexts = fc
  .tuple(texts, fc.integer({ min: 1, max: 3000 }))
  .map(([text, times]) => text.repeat(times).slice(0, 50_000));

describe.each(encodings)('a counter of %s', (encoding) => {
  const encoder = encoders[encoding];
  const counter = createTiktokenCounter(encoding, () => encoder);

  it('counts what tiktoken counts', () => {
    fc.assert(
      fc.property(texts, (text) => expect(counter.count(text)).toBe(encoder.encode_ordinary(text).length)),
      { numRuns: 500 },
    );
  });

  it('splits into as many pieces as it counts, which are the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = counter.split(text);
        expect(pieces).toHaveLength(counter.count(text));
        expect(pieces.join('')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('splits into the texts of the tokens where these are whole code points', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), (text) => {
        const decoder = new TextDecoder();
        const tokens = Array.from(encoder.encode_ordinary(text), (token) =>
          decoder.decode(encoder.decode_single_token_bytes(token)),
        );
        expect(counter.split(text)).toEqual(tokens);
      }),
    );
  });

  it('never splits a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(counter.split(text).filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
      }),
    );
  });

  it('counts in steps what it counts at once', () => {
    fc.assert(
      fc.property(longTexts, (text) => {
        // A counter of its own, that remembers nothing of the text.
        const fresh = createTiktokenCounter(encoding, () => encoder);
        expect(drain(fresh.countStepwise(text)).result).toBe(counter.count(text));
      }),
      { numRuns: 30 },
    );
  });

  it.each(['a', 'A', ' ', '\n', '\t', '=', '.', '1', 'é', '中', '😀', '\u0301', '\ud83d', '\r\n', 'aA'])(
    'counts and splits a megabyte of %j',
    (character) => {
      const text = character.repeat(1_000_000 / character.length);
      const pieces = counter.split(text);
      expect(pieces.length).toBe(counter.count(text));
      expect(pieces.join('')).toBe(text);
    },
  );

  it.each(['a', 'A', ' ', '\n', '\t', '=', '1', 'é', '中', '😀', '\u0301', '\ud83d'])(
    'counts a run of %j as if it were encoded in one piece',
    (character) => {
      const text = character.repeat(1500);
      expect(counter.count(text)).toBe(encoder.encode_ordinary(text).length);
    },
  );

  it('takes special tokens for ordinary text', () => {
    expect(counter.count('<|endoftext|>')).toBe(encoder.encode_ordinary('<|endoftext|>').length);
    expect(counter.split('<|endoftext|>').join('')).toBe('<|endoftext|>');
  });

  it('has nothing to count in the empty text', () => {
    expect(counter.count('')).toBe(0);
    expect(counter.split('')).toEqual([]);
    expect(drain(counter.countStepwise('')).result).toBe(0);
  });
});

describe('the pieces of a text', () => {
  const counter = tiktokenCounter('o200k_base');

  it('leave a code point to the token that completes it', () => {
    // U+13000 is four tokens of one byte each.
    expect(counter.split('𓀀')).toEqual(['', '', '', '𓀀']);
  });

  it('keep lone surrogates', () => {
    const text = 'a\ud83d\ud83d b\ude00';
    expect(counter.split(text).join('')).toBe(text);
  });
});

describe('counting in steps', () => {
  const words = Array.from({ length: 30_000 }, (_, index) => wordOf(index)).join('');

  it('takes many steps for a long text that is new', () => {
    expect(drain(createCounter().counter.countStepwise(words)).steps).toBeGreaterThan(20);
  });

  it('takes one step for a text that is remembered', () => {
    const { counter } = createCounter();
    counter.count(words);
    expect(counter.unitsToCount(words)).toBe(0);
    expect(drain(counter.countStepwise(words)).steps).toBe(1);
  });

  it('makes the following count immediate', () => {
    const { counter, encodedTexts } = createCounter();
    drain(counter.countStepwise(words));
    const before = encodedTexts();
    expect(counter.unitsToCount(words)).toBe(0);
    counter.count(words);
    expect(encodedTexts()).toBe(before);
  });

  it('lets others count in between', () => {
    const { counter } = createCounter();
    const expected = tiktokenCounter('o200k_base').count(words);
    const steps = counter.countStepwise(words);
    const others = [counter.countStepwise(`${words}!`), counter.countStepwise(`?${words}`)];
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        expect(step.value).toBe(expected);
        break;
      }
      counter.count('something else');
      counter.split('something more');
      for (const other of others) other.next();
    }
  });

  it('has all of an unknown text before it', () => {
    expect(createCounter().counter.unitsToCount('a text that nobody has seen')).toBe(27);
  });
});

describe('what a counter remembers', () => {
  it('spares encoding a word twice', () => {
    const { counter, encodedTexts } = createCounter();
    counter.count('The very same words, the very same words');
    const words = encodedTexts();
    counter.count('The same words, the very same words very very');
    expect(encodedTexts()).toBe(words);
  });

  it('is bounded: what was seen long ago is encoded anew', () => {
    const { counter, encodedTexts } = createCounter();
    counter.count(' xylophone');
    for (let index = 0; index < 80_000; index += 1) counter.count(wordOf(index));
    const before = encodedTexts();
    counter.count(' xylophone');
    expect(encodedTexts()).toBe(before + 1);
  });

  it('is not needed before the first word: until then nothing is loaded', () => {
    let loads = 0;
    const counter = createTiktokenCounter('o200k_base', () => {
      loads += 1;
      return encoders.o200k_base;
    });
    counter.count('');
    expect(loads).toBe(0);
    counter.count('word');
    counter.split('other words');
    expect(loads).toBe(1);
  });

  it('is shared in a process: an encoding has one counter', () => {
    expect(tiktokenCounter('o200k_base')).toBe(tiktokenCounter('o200k_base'));
    expect(tiktokenCounter('o200k_base')).not.toBe(tiktokenCounter('cl100k_base'));
  });
});

/** A word of its own for every number, in letters. */
function wordOf(index: number): string {
  return ` ${Array.from(index.toString(), (digit) => 'bdfghkmpsz'.charAt(Number(digit))).join('a')}`;
}

/** A counter whose encoder counts how often it was asked. */
function createCounter(): { counter: TiktokenCounter; encodedTexts: () => number } {
  let encodedTexts = 0;
  const counter = createTiktokenCounter('o200k_base', () => ({
    encode_ordinary(text) {
      encodedTexts += 1;
      return encoders.o200k_base.encode_ordinary(text);
    },
    decode_single_token_bytes: (token) => encoders.o200k_base.decode_single_token_bytes(token),
  }));
  return { counter, encodedTexts: () => encodedTexts };
}

function drain(steps: Generator<undefined, number, undefined>): { steps: number; result: number } {
  for (let count = 1; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { steps: count, result: step.value };
  }
}
