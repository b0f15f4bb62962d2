import { createFixedRandom } from '../../testing/fixed-random.js';
import { logNormal, logNormalEntry } from './log-normal.js';

const noParts = () => {
  throw new Error('it has no parts');
};

describe('logNormal', () => {
  it('has a median below its mean, by what the spread of the values demands', () => {
    const above = logNormal(100, 100).sample(createFixedRandom(0.75, 0.5));
    const below = logNormal(100, 100).sample(createFixedRandom(0.25, 0.5));
    expect(Math.sqrt(above * below)).toBeCloseTo(100 / Math.SQRT2, 9);
  });

  it('is constant without a spread', () => {
    expect(logNormalEntry.parse({ mean: 600, stddev: 0 }, noParts).constant).toBe(600);
  });

  it('refuses a mean of 0 with a spread', () => {
    expect(() => logNormalEntry.parse({ mean: 0, stddev: 1 }, noParts)).toThrow(
      '"stddev" of distribution "log-normal"',
    );
  });
});
