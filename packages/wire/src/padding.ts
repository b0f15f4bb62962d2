import { createSeededRandom, drawBase62 } from '@llmsim/core';
import type { Seed } from '@llmsim/core';

const maxLength = 16;
const poolLength = 256;
// Cuts wander through the pool by a step that is prime to its length, so that neighbours differ.
const step = 37;

/** Gives one padding after another: `length` letters and digits, 1–16. */
export type Padding = (length: number) => string;

/**
 * Makes the padding of streams: some services pad their frames, so that the length of a frame does not give away the
 * length of its text. All streams of a wire share one pool of letters and digits, drawn from `poolSeed`; each stream
 * starts where its own seed says. A padding costs one cut.
 */
export function createPaddingPool(poolSeed: Seed): (streamSeed: Seed) => Padding {
  const pool = drawBase62(createSeededRandom(poolSeed), poolLength + maxLength);
  return (streamSeed) => {
    let at = streamSeed[0] % poolLength;
    return (length) => {
      at = (at + step) % poolLength;
      return pool.slice(at, at + length);
    };
  };
}
