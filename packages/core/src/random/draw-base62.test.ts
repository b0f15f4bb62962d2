import { drawBase62 } from './draw-base62.js';
import { createSeededRandom } from './seeded-random.js';

describe('letters and digits drawn at random', () => {
  it('are as many as asked for', () => {
    for (const length of [0, 1, 4, 5, 6, 29]) {
      expect(drawBase62(createSeededRandom([1, 2, 3, 4]), length)).toMatch(
        new RegExp(`^[0-9A-Za-z]{${length}}$`),
      );
    }
  });

  it('are all of them, each about as often', () => {
    const counts = new Map<string, number>();
    for (const character of drawBase62(createSeededRandom([1, 2, 3, 4]), 6200)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(50);
      expect(count).toBeLessThan(160);
    }
  });

  it('are the same for the same random numbers', () => {
    const draw = (seed: number) => drawBase62(createSeededRandom([seed, 0, 0, 0]), 24);
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
  });
});
