import { createSeededRandom, deriveSeed } from '../../random/seeded-random.js';
import { gamma, gammaEntry } from './gamma.js';

const noParts = () => {
  throw new Error('it has no parts');
};

describe('gamma', () => {
  it('is constant without a spread', () => {
    expect(gammaEntry.parse({ mean: 600, stddev: 0 }, noParts).constant).toBe(600);
  });

  it('gives numbers at the widest spread that is taken', () => {
    const distribution = gammaEntry.parse({ mean: 1, stddev: 1000 }, noParts);
    const random = createSeededRandom(deriveSeed('wide'));
    const samples = Array.from({ length: 1000 }, () => distribution.sample(random));
    expect(samples.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  it('scales with its mean', () => {
    const draw = (factor: number) =>
      gamma(10 * factor, 5 * factor).sample(createSeededRandom(deriveSeed('scale')));
    expect(draw(7)).toBeCloseTo(7 * draw(1), 9);
  });

  it('refuses a mean of 0 with a spread', () => {
    expect(() => gammaEntry.parse({ mean: 0, stddev: 1 }, noParts)).toThrow(
      '"stddev" of distribution "gamma"',
    );
  });
});
