import type { Seed } from './seeded-random.js';

/** What this file needs of its environment; Node and browsers both have it. */
declare const crypto: { getRandomValues(array: Uint32Array): Uint32Array };

/** A seed that nobody can foresee, from the system's source of randomness. */
export function createSystemSeed(): Seed {
  const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Uint32Array(4));
  return [a, b, c, d];
}
