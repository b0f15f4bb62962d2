import { createSeededRandom, deriveSeed, drawBase62 } from '@llmsim/core';
import type { Seed } from '@llmsim/core';

/** Deltas are padded so that delta and padding together have a multiple of this length, as recorded. */
const block = 16;

const poolLength = 256;
// Cuts wander through the pool by a step that is prime to its length, so that neighbours differ.
const step = 37;
const pool = drawBase62(createSeededRandom(deriveSeed('obfuscation')), poolLength + block);

/** Gives the padding of one delta after another: 1 to 16 letters and digits. */
export type Obfuscation = (deltaLength: number) => string;

/** The padding of one stream. Cheap, because it is a cut from a fixed text that begins where the seed says. */
export function createObfuscation(seed: Seed): Obfuscation {
  let at = seed[0] % poolLength;
  return (deltaLength) => {
    at = (at + step) % poolLength;
    return pool.slice(at, at + block - (deltaLength % block));
  };
}
