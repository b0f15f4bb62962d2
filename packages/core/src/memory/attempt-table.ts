import { createBoundedMap } from '../bounded/bounded-map.js';
import { deriveSeed, type Seed } from '../random/seeded-random.js';

/** Counts how often each request was made. Bounded: the requests not seen for the longest time are forgotten first. */
export interface AttemptTable {
  /** The number of this attempt at a request under a seed, from 0. What is asked under another seed does not count. */
  next(seed: Seed, identity: Seed): number;
}

/** @param size - how many different requests are remembered, at least 1 */
export function createAttemptTable(size: number): AttemptTable {
  const attempts = createBoundedMap<number>({ maxEntries: size });
  return {
    next(seed, identity) {
      const [a, b, c] = deriveSeed(seed, identity);
      const key = String.fromCharCode(a & 0xffff, a >>> 16, b & 0xffff, b >>> 16, c & 0xffff, c >>> 16);
      const attempt = attempts.get(key) ?? 0;
      attempts.set(key, attempt + 1);
      return attempt;
    },
  };
}
