import type { Steps } from '../steps/steps.js';
import type { Random } from './random.js';

/** 128 bits from which a stream of random numbers starts: four integers, of which the lower 32 bits count. */
export type Seed = readonly [number, number, number, number];

/**
 * Derives a seed from labels, one of which may be another seed. Different labels give independent streams, the same
 * labels always the same one; a number and the text that spells it are the same label. Long labels are fine: a
 * megabyte takes some milliseconds. It is a hash for spreading, not for secrets.
 *
 * The labels are read as UTF-16 code units, 16 bytes at a time, by the block step of MurmurHash3's 128-bit variant
 * for 32-bit machines, and finished by its finalisation. Where the steps begin (a state that is not zero) and how a
 * label ends (a padded block and its length) are llmsim's own, so the results are not MurmurHash3's.
 */
export function deriveSeed(...labels: readonly (string | number | Seed)[]): Seed {
  return deriveSeedFrom(labels);
}

/** The same of a list of labels, which may be any number: a list of a client's is never spread into arguments. */
export function deriveSeedFrom(labels: readonly (string | number | Seed)[]): Seed {
  const state = createHashState();
  for (const label of labels) {
    if (typeof label === 'object') absorbSeed(state, label);
    else absorbText(state, String(label));
  }
  return finish(state);
}

/** A step ends after so many UTF-16 units: half a millisecond, about. */
const unitsInStep = 131_072;

/** A label in pieces, which is the same as their text put together; but that would be copied, all at once. */
export interface LongLabel {
  readonly pieces: Iterable<string>;
}

/** As `deriveSeedFrom`, in steps, so that other work can be done in between. */
export function* deriveSeedInSteps(labels: Iterable<string | number | Seed | LongLabel>): Steps<Seed> {
  const state = createHashState();
  let units = 0;
  for (const label of labels) {
    if (typeof label === 'object' && !('pieces' in label)) {
      absorbSeed(state, label);
      continue;
    }
    /** What does not fill a block yet. */
    let rest = '';
    let length = 0;
    for (const piece of typeof label === 'object' ? label.pieces : [String(label)]) {
      for (let from = 0; from < piece.length; from += unitsInStep) {
        const text = rest + piece.slice(from, from + unitsInStep);
        const end = text.length - (text.length % unitsInBlock);
        absorbBlocks(state, text, 0, end);
        rest = text.slice(end);
        length += end;
        units += end;
        if (units < unitsInStep) continue;
        units = 0;
        yield;
      }
    }
    absorbEnd(state, rest, 0, length + rest.length);
    units += unitsOfLabel;
    if (units < unitsInStep) continue;
    units = 0;
    yield;
  }
  return finish(state);
}

/** What a label costs beside its text, in UTF-16 units. */
const unitsOfLabel = 128;

interface HashState {
  a: number;
  b: number;
  c: number;
  d: number;
}

const unitsInBlock = 8;

function createHashState(): HashState {
  // Signed: numbers beyond 31 bits would be kept outside of the object.
  return { a: 0x239b961b, b: 0xab0e9789 | 0, c: 0x38b34ae5, d: 0xa1e38b93 | 0 };
}

function absorbSeed(state: HashState, seed: Seed): void {
  absorbBlock(state, seed[0], seed[1], seed[2], seed[3]);
  // No text has this length, so that a seed differs from every text.
  state.a ^= -1;
}

/** Reads whole blocks of a text. */
function absorbBlocks(state: HashState, text: string, from: number, to: number): void {
  for (let at = from; at < to; at += unitsInBlock) {
    absorbBlock(
      state,
      text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16),
      text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16),
      text.charCodeAt(at + 4) | (text.charCodeAt(at + 5) << 16),
      text.charCodeAt(at + 6) | (text.charCodeAt(at + 7) << 16),
    );
  }
}

function absorbText(state: HashState, text: string): void {
  const { length } = text;
  const tail = length - (length % unitsInBlock);
  absorbBlocks(state, text, 0, tail);
  absorbEnd(state, text, tail, length);
}

/**
 * Reads what does not fill a block.
 * @param length - of the whole label
 */
function absorbEnd(state: HashState, text: string, tail: number, length: number): void {
  const pair = (at: number) => unitAt(text, at) | (unitAt(text, at + 1) << 16);
  absorbBlock(state, pair(tail), pair(tail + 2), pair(tail + 4), pair(tail + 6));
  // The border between two labels counts, so that ('ab', 'c') differs from ('a', 'bc').
  state.a ^= length;
}

function unitAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}

function absorbBlock(state: HashState, k1: number, k2: number, k3: number, k4: number): void {
  let { a, b, c, d } = state;
  a ^= Math.imul(rotate(Math.imul(k1, 0x239b961b), 15), 0xab0e9789);
  a = (Math.imul((rotate(a, 19) + b) | 0, 5) + 0x561ccd1b) | 0;
  b ^= Math.imul(rotate(Math.imul(k2, 0xab0e9789), 16), 0x38b34ae5);
  b = (Math.imul((rotate(b, 17) + c) | 0, 5) + 0x0bcaa747) | 0;
  c ^= Math.imul(rotate(Math.imul(k3, 0x38b34ae5), 17), 0xa1e38b93);
  c = (Math.imul((rotate(c, 15) + d) | 0, 5) + 0x96cd1c35) | 0;
  d ^= Math.imul(rotate(Math.imul(k4, 0xa1e38b93), 18), 0x239b961b);
  d = (Math.imul((rotate(d, 13) + a) | 0, 5) + 0x32ac3b17) | 0;
  state.a = a;
  state.b = b;
  state.c = c;
  state.d = d;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finish(state: HashState): Seed {
  const { a, b, c, d } = state;
  const sum = (a + b + c + d) | 0;
  const first = scramble(sum);
  const second = scramble(b + sum);
  const third = scramble(c + sum);
  const fourth = scramble(d + sum);
  const total = (first + second + third + fourth) | 0;
  return [total >>> 0, (second + total) >>> 0, (third + total) >>> 0, (fourth + total) >>> 0];
}

/** Spreads every bit of a word over the whole word. */
function scramble(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * A reproducible stream of random numbers, by the generator sfc32 (small, fast, counting) of PractRand. Its state is
 * 128 bits, of which 32 count, so no seed leads into a short cycle.
 */
export function createSeededRandom(seed: Seed): Random {
  return new SmallFastCounting(seed);
}

class SmallFastCounting implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor([a, b, c, counter]: Seed) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#counter = counter | 0;
    // The first outputs of a seed with few bits set, or of two that differ in few, are not yet mixed.
    for (let round = 0; round < 12; round += 1) this.next();
  }

  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }
}
