import type { Random } from '../random/random.js';

/** A random source that gives these numbers, over and over. Each is in [0, 1). */
export function createFixedRandom(...numbers: readonly [number, ...number[]]): Random {
  let index = 0;
  return {
    next() {
      const value = numbers[index % numbers.length] as number;
      index += 1;
      return value;
    },
  };
}
