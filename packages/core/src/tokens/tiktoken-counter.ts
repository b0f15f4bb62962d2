import { loadTiktoken } from '#tiktoken';
import type { EncodingName } from './encoding-for-model.js';
import { createBoundedMap, type BoundedMap } from '../bounded/bounded-map.js';
import { longestPiece, splitLongWord } from './split-long-word.js';
import type { Steps } from '../steps/steps.js';
import type { TokenCounter } from './token-counter.js';
import { createWordPattern } from './word-pattern.js';

/** A counter that can also count a long text little by little. */
export interface TiktokenCounter extends TokenCounter {
  /** How many UTF-16 units of the text `count` would have to work through: 0 if it remembers the text. */
  unitsToCount(text: string): number;
  /**
   * Counts in steps of about a millisecond, so that other work can be done in between, and returns what `count`
   * would. `count` of the same text is immediate afterwards.
   */
  countStepwise(text: string): Steps<number>;
  /** As `split`, in such steps. */
  splitStepwise(text: string): Steps<string[]>;
  /** What contents of messages were found to have, while these are there: conversations come again at each turn. */
  readonly known: WeakMap<object, number>;
}

/** What is used of tiktoken's encoder. */
export interface TiktokenEncoder {
  encode_ordinary(text: string): Uint32Array;
  decode_single_token_bytes(token: number): Uint8Array;
}

/** Texts from this length on are remembered with their counts; shorter ones are counted faster than looked up. */
const rememberedLength = 128;

// What is remembered, in UTF-16 units: some 20 MB of ASCII text at most.
const textUnits = 4_194_304;
const wordUnits = 1_048_576;
const piecesUnits = 524_288;

/** What an entry takes beside its key, in UTF-16 units: about the memory of the entry itself. */
const unitsOfEntry = 32;

function createMemo<V>(units: number): BoundedMap<V> {
  return createBoundedMap<V>({ maxSize: units, sizeOf: (text) => text.length + unitsOfEntry });
}

/** The cost of a step, measured in UTF-16 units of known words: about a millisecond. */
const costOfStep = 32_000;
/** What a word costs that has to be encoded, and each token of it. */
const costOfNewWord = 80;
const costOfNewToken = 40;

/**
 * A counter of tokens as tiktoken counts them.
 *
 * The text is cut into words by the encoding's own pattern, in which no token reaches over a border, and tiktoken
 * encodes each word once: looking up the words of a text is ten times faster than encoding the text. The counts are
 * tiktoken's own, but for words longer than 128 UTF-16 units: those are encoded in pieces, so that one letter a
 * million times over takes milliseconds. In natural runs (of one character, of hexadecimal digits) the pieces have as many
 * tokens as the whole; of a megabyte of random letters it is 0.2 % more.
 *
 * @param load - makes the encoder, on the first word that has to be encoded
 */
export function createTiktokenCounter(encoding: EncodingName, load: () => TiktokenEncoder): TiktokenCounter {
  const pattern = createWordPattern(encoding);
  const countOfText = createMemo<number>(textUnits);
  const countOfWord = createMemo<number>(wordUnits);
  const piecesOfWord = createMemo<readonly string[]>(piecesUnits);
  let loaded: TiktokenEncoder | undefined;
  /** What encoding new words has cost so far, in units of known words. */
  let encodingCost = 0;

  function encode(word: string): Uint32Array {
    loaded ??= load();
    const tokens = loaded.encode_ordinary(word);
    encodingCost += costOfNewWord + tokens.length * costOfNewToken;
    return tokens;
  }

  function countWord(word: string): number {
    if (word.length > longestPiece) {
      return splitLongWord(word).reduce((sum, piece) => sum + countWord(piece), 0);
    }
    const known = countOfWord.get(word);
    if (known !== undefined) return known;
    const count = encode(word).length;
    countOfWord.set(detach(word), count);
    return count;
  }

  function splitWord(word: string): readonly string[] {
    if (word.length > longestPiece) return splitLongWord(word).flatMap(splitWord);
    if (countOfWord.get(word) === 1) return [word];
    const known = piecesOfWord.get(word);
    if (known !== undefined) return known;
    const lengths = Array.from(encode(word), byteLength);
    const pieces = cutAtBytes(word, lengths);
    countOfWord.set(detach(word), pieces.length);
    piecesOfWord.set(detach(word), pieces.map(detach));
    return pieces;
  }

  function byteLength(token: number): number {
    loaded ??= load();
    return loaded.decode_single_token_bytes(token).length;
  }

  function countWords(text: string): number {
    let count = 0;
    let start = 0;
    pattern.lastIndex = 0;
    while (pattern.test(text)) {
      count += countWord(text.slice(start, pattern.lastIndex));
      start = pattern.lastIndex;
    }
    return count;
  }

  function* eachWord(text: string, work: (word: string) => void): Steps<void> {
    let start = 0;
    let stepStart = 0;
    let costAtStart = encodingCost;
    pattern.lastIndex = 0;
    while (pattern.test(text)) {
      const end = pattern.lastIndex;
      work(text.slice(start, end));
      start = end;
      if (end - stepStart + encodingCost - costAtStart < costOfStep) continue;
      yield;
      // Others have used the pattern in the meantime, and encoded words on their own account.
      pattern.lastIndex = end;
      stepStart = end;
      costAtStart = encodingCost;
    }
  }

  return {
    encoding,
    known: new WeakMap(),
    count(text) {
      if (text.length < rememberedLength) return countWords(text);
      const known = countOfText.use(text);
      if (known !== undefined) return known;
      const count = countWords(text);
      countOfText.set(text, count);
      return count;
    },
    split(text) {
      const pieces: string[] = [];
      let start = 0;
      pattern.lastIndex = 0;
      while (pattern.test(text)) {
        for (const piece of splitWord(text.slice(start, pattern.lastIndex))) pieces.push(piece);
        start = pattern.lastIndex;
      }
      return pieces;
    },
    unitsToCount(text) {
      return text.length >= rememberedLength && countOfText.get(text) !== undefined ? 0 : text.length;
    },
    *countStepwise(text) {
      const known = text.length < rememberedLength ? undefined : countOfText.use(text);
      if (known !== undefined) return known;
      let count = 0;
      yield* eachWord(text, (word) => (count += countWord(word)));
      if (text.length >= rememberedLength) countOfText.set(text, count);
      return count;
    },
    *splitStepwise(text) {
      const pieces: string[] = [];
      yield* eachWord(text, (word) => {
        for (const piece of splitWord(word)) pieces.push(piece);
      });
      return pieces;
    },
  };
}

const counters = new Map<EncodingName, TiktokenCounter>();

/**
 * The counter of an encoding. There is one for each encoding in a process: its table takes 150 ms and 60 MB to load,
 * on first use, and what it remembers is the same for all who ask. This is the only state that a module of this
 * package keeps, and nothing but speed and memory depends on it.
 */
export function tiktokenCounter(encoding: EncodingName): TiktokenCounter {
  let counter = counters.get(encoding);
  if (counter === undefined) {
    counter = createTiktokenCounter(encoding, () => loadTiktoken(encoding));
    counters.set(encoding, counter);
  }
  return counter;
}

/** A copy that does not keep alive the long text which the engine takes it to be a part of. */
function detach(word: string): string {
  return word.length < 13 ? word : ` ${word}`.slice(1);
}

/**
 * Cuts a word where tokens of the given lengths in UTF-8 bytes end. A token that ends inside a code point leaves it
 * to the token that completes it. A lone surrogate has the three bytes of the replacement character that stands for
 * it in UTF-8.
 */
function cutAtBytes(word: string, lengths: readonly number[]): string[] {
  let tokenEnd = 0;
  let bytes = 0;
  let start = 0;
  let end = 0;
  return lengths.map((length) => {
    tokenEnd += length;
    while (end < word.length) {
      const codePoint = word.codePointAt(end) as number;
      const size = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes + size > tokenEnd) break;
      bytes += size;
      end += size === 4 ? 2 : 1;
    }
    const piece = word.slice(start, end);
    start = end;
    return piece;
  });
}
