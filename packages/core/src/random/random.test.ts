import { createFixedRandom } from '../testing/fixed-random.js';
import { pick, randomInteger } from './random.js';
import { createSeededRandom, deriveSeed } from './seeded-random.js';

describe('randomInteger', () => {
  it.each([
    [0, 6, 0],
    [0.1666, 6, 0],
    [0.1667, 6, 1],
    [1 - 2 ** -32, 6, 5],
    [1 - 2 ** -32, 1, 0],
    [1 - 2 ** -32, 2 ** 32, 2 ** 32 - 1],
  ])('maps %d below %d to %d', (number, bound, expected) => {
    expect(randomInteger(createFixedRandom(number), bound)).toBe(expected);
  });
});

describe('pick', () => {
  it.each([
    [0, 'a'],
    [0.5, 'b'],
    [1 - 2 ** -32, 'c'],
  ])('picks at %d %s', (number, expected) => {
    expect(pick(createFixedRandom(number), ['a', 'b', 'c'])).toBe(expected);
  });

  it('picks every value equally often', () => {
    const random = createSeededRandom(deriveSeed('pick'));
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 30_000; draw += 1) {
      const value = pick(random, ['a', 'b', 'c']);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const value of ['a', 'b', 'c']) expect(Math.abs(counts.get(value)! - 10_000)).toBeLessThan(400);
  });
});
