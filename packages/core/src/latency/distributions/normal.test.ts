import { createFixedRandom } from '../../testing/fixed-random.js';
import { normal, normalEntry } from './normal.js';

const noParts = () => {
  throw new Error('it has no parts');
};

describe('normal', () => {
  it('draws again instead of giving a negative value', () => {
    // The first pair of numbers lies 1.18 standard deviations below the mean, the second as far above.
    const random = createFixedRandom(0.25, 0.5, 0.75, 0.5);
    const deviation = 0.5 * Math.sqrt((-2 * Math.log(0.25)) / 0.25);
    expect(normal(10, 10).sample(random)).toBeCloseTo(10 + 10 * deviation, 9);
  });

  it('is constant without a spread', () => {
    expect(normalEntry.parse({ mean: 600, stddev: 0 }, noParts).constant).toBe(600);
  });

  it('describes itself', () => {
    expect(normal(600, 150).description).toBe('normal(600 ± 150)');
  });
});
