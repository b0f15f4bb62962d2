import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';

const uniform = (value: number) => Math.min(1, Math.max(0, value));

describe('the Kolmogorov-Smirnov distance', () => {
  it('of evenly spread values is half a step', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => (index + 0.5) / 100);
    expect(kolmogorovSmirnov(values, uniform)).toBeCloseTo(0.005, 10);
  });

  it('does not depend on the order', () => {
    expect(kolmogorovSmirnov(Float64Array.of(0.9, 0.1, 0.5), uniform)).toBe(
      kolmogorovSmirnov(Float64Array.of(0.1, 0.5, 0.9), uniform),
    );
  });

  it('sees values that are all too large', () => {
    expect(kolmogorovSmirnov(Float64Array.of(2, 3), uniform)).toBe(1);
  });

  it('sees a gap below the first value', () => {
    expect(kolmogorovSmirnov(Float64Array.of(0.4, 0.6, 0.8, 1), uniform)).toBeCloseTo(0.4, 10);
  });
});
