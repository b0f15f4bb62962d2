import { createSeededRandom, deriveSeed } from '../../random/seeded-random.js';
import { createFixedRandom } from '../../testing/fixed-random.js';
import { sampleStandardNormal } from './standard-normal.js';

describe('sampleStandardNormal', () => {
  it('has the moments of the standard normal distribution', () => {
    const random = createSeededRandom(deriveSeed('standard normal'));
    const samples = Array.from({ length: 100_000 }, () => sampleStandardNormal(random));
    const moment = (power: number) => samples.reduce((sum, x) => sum + x ** power, 0) / samples.length;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(1))).toBeLessThan(0.0127);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.018);
    expect(Math.abs(moment(3))).toBeLessThan(0.05);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.13);
  });

  it('draws again at the centre and outside of the circle', () => {
    // (0, 0) is the centre and (0.98, 0.98) is outside; (0.5, 0) is taken.
    const random = createFixedRandom(0.5, 0.5, 0.99, 0.99, 0.75, 0.5);
    expect(sampleStandardNormal(random)).toBeCloseTo(0.5 * Math.sqrt((-2 * Math.log(0.25)) / 0.25), 12);
  });
});
