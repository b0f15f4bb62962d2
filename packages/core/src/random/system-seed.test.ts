import { createSystemSeed } from './system-seed.js';

describe('createSystemSeed', () => {
  it('gives four words of 32 bits, and never the same ones again', () => {
    const seeds = Array.from({ length: 100 }, createSystemSeed);
    expect(new Set(seeds.map((seed) => seed.join())).size).toBe(100);
    for (const word of seeds.flat()) {
      expect(Number.isInteger(word) && word >= 0 && word < 2 ** 32).toBe(true);
    }
  });
});
