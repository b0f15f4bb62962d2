import { createFixedRandom } from '../../testing/fixed-random.js';
import { empiricalEntry } from './empirical.js';

const noParts = () => {
  throw new Error('it has no parts');
};

const parse = (quantiles: unknown) => empiricalEntry.parse({ quantiles }, noParts);

describe('empirical', () => {
  it.each([
    [0, 10],
    [0.25, 15],
    [0.5, 20],
    [0.75, 55],
    [0.9, 76],
  ])('gives at the share %d the value %d', (share, expected) => {
    expect(parse({ 0: 10, 0.5: 20, 1: 90 }).sample(createFixedRandom(share))).toBeCloseTo(expected, 9);
  });

  it('does not depend on the order in which the table is written', () => {
    const shuffled = parse({ 0.9: 50, 1: 90, 0.5: 20, 0: 10 });
    expect(shuffled.description).toBe('empirical(0: 10, 0.5: 20, 0.9: 50, 1: 90)');
    expect(shuffled.sample(createFixedRandom(0.7))).toBeCloseTo(35, 9);
  });

  it('takes keys that are spelt otherwise', () => {
    expect(parse({ '0.0': 10, '.5': 20, '1.0': 90 }).sample(createFixedRandom(0.5))).toBe(20);
  });

  it('may stay at a value for a share of all samples', () => {
    const table = parse({ 0: 10, 0.5: 10, 1: 20 });
    expect(table.sample(createFixedRandom(0.3))).toBe(10);
    expect(table.sample(createFixedRandom(0.75))).toBe(15);
  });

  it('is constant if all values are the same', () => {
    expect(parse({ 0: 10, 1: 10 }).constant).toBe(10);
  });

  it.each([
    [undefined, 'it is missing'],
    [[10, 20], 'found [10,20]'],
    ['0: 10', 'found "0: 10"'],
    [{}, 'the share 0 is missing'],
    [{ 0.5: 10, 1: 20 }, 'the share 0 is missing'],
    [{ 0: 10, 0.5: 20 }, 'the share 1 is missing'],
    [{ 0: 10 }, 'the share 1 is missing'],
    [{ 0: 10, 50: 20, 100: 30 }, 'found the share "50"'],
    [{ 0: 10, '-1': 20, 1: 30 }, 'found the share "-1"'],
    [{ 0: 10, p50: 20, 1: 30 }, 'found the share "p50"'],
    [{ 0: 10, '': 20, 1: 30 }, 'found the share ""'],
    [{ 0: 10, '0.5': 20, '.5': 20, 1: 30 }, 'the share 0.5 is there twice'],
    [{ 0: 10, 0.5: 5, 1: 30 }, 'the value falls from 10 to 5 at 0.5'],
    [{ 0: -1, 1: 30 }, 'the value at 0'],
    [{ 0: 1, 1: '30' }, 'the value at 1'],
    [{ 0: 1, 1: Infinity }, 'the value at 1'],
  ])('refuses the table %j', (quantiles, words) => {
    expect(() => parse(quantiles)).toThrow(
      expect.objectContaining({
        code: 'LLMSIM_OPTION',
        message: expect.stringContaining(words) as string,
      }) as Error,
    );
  });

  it('refuses an option that it does not know', () => {
    expect(() => empiricalEntry.parse({ quantiles: { 0: 1, 1: 2 }, mean: 3 }, noParts)).toThrow(
      'Unknown option "mean"',
    );
  });
});
