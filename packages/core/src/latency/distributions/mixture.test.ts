import { createSeededRandom, deriveSeed } from '../../random/seeded-random.js';
import { createFixedRandom } from '../../testing/fixed-random.js';
import { createDistribution } from './registry.js';

const create = (parts: unknown) => createDistribution({ distribution: 'mixture', parts });

describe('mixture', () => {
  it('takes each part as often as its weight says', () => {
    const distribution = create([
      { weight: 3, distribution: 'constant', value: 10 },
      { weight: 1, distribution: 'constant', value: 50 },
    ]);
    const random = createSeededRandom(deriveSeed('mixture'));
    const slow = Array.from({ length: 40_000 }, () => distribution.sample(random)).filter(
      (value) => value === 50,
    );
    expect(slow.length / 40_000).toBeCloseTo(0.25, 2);
    expect(distribution.mean).toBe(20);
    expect(distribution.constant).toBeUndefined();
    expect(distribution.description).toBe('mixture(75 % constant(10), 25 % constant(50))');
  });

  it.each([
    [0, 10],
    [0.9799, 10],
    [0.98, 50],
    [0.9999999, 50],
  ])('chooses at %d the part whose turn it is', (number, value) => {
    const parts = [
      { weight: 0.98, distribution: 'constant', value: 10 },
      { weight: 0.02, distribution: 'constant', value: 50 },
    ];
    expect(create(parts).sample(createFixedRandom(number))).toBe(value);
  });

  it('is constant if all of its parts are the same constant', () => {
    expect(create([{ weight: 1, distribution: 'constant', value: 7 }]).constant).toBe(7);
  });

  it('may have a mixture as a part', () => {
    const inner = { distribution: 'mixture', parts: [{ weight: 1, distribution: 'constant', value: 7 }] };
    expect(create([{ weight: 1, ...inner }]).mean).toBe(7);
  });

  it.each([
    [undefined, 'it is missing'],
    [[], 'found []'],
    ['both', 'found "both"'],
    [[5], 'found 5'],
    [[{ distribution: 'constant', value: 1 }], 'found the weight undefined'],
    [[{ weight: 0, distribution: 'constant', value: 1 }], 'found the weight 0'],
    [[{ weight: 1, distribution: 'constant' }], 'Option "value" of distribution "constant"'],
    [[{ weight: 1, distribution: 'gauss' }], 'There is no distribution "gauss"'],
  ])('refuses the parts %j', (parts, words) => {
    expect(() => create(parts)).toThrow(words);
  });
});
