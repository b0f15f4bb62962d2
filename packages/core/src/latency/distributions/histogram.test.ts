import { createFixedRandom } from '../../testing/fixed-random.js';
import { createDistribution } from './registry.js';

const create = (counts: unknown) => createDistribution({ distribution: 'histogram', counts });

describe('histogram', () => {
  it.each([
    [0, 1],
    [0.8999, 1],
    [0.9, 2],
    [0.97, 24],
    [0.9999999, 24],
  ])('gives at the share %d the value %d', (share, value) => {
    expect(create({ 24: 5, 1: 90, 2: 5 }).sample(createFixedRandom(share))).toBe(value);
  });

  it('has the mean of what was counted', () => {
    expect(create({ 1: 90, 2: 10 }).mean).toBeCloseTo(1.1, 12);
  });

  it('is constant where one value was counted', () => {
    expect(create({ 1: 12, 2: 0 }).constant).toBe(1);
  });

  it.each([
    [undefined, 'it is missing'],
    [[1, 2], 'found [1,2]'],
    [{}, 'nothing was counted'],
    [{ 1: 0 }, 'nothing was counted'],
    [{ one: 1 }, 'found the value "one"'],
    [{ '-1': 1 }, 'found the value "-1"'],
    [{ 1: -1 }, 'found the count -1 at 1'],
    [{ 1: '3' }, 'found the count "3" at 1'],
  ])('refuses the counts %j', (counts, words) => {
    expect(() => create(counts)).toThrow(words);
  });
});
