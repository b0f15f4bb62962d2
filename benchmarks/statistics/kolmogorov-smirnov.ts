import { sorted } from './percentile.ts';

/**
 * The Kolmogorov-Smirnov distance: how far the share of values up to any point is at most from the share that the
 * distribution function says. From 0 (the same) to 1.
 */
export function kolmogorovSmirnov(values: Float64Array, distribution: (value: number) => number): number {
  let distance = 0;
  sorted(values).forEach((value, index) => {
    const expected = distribution(value);
    distance = Math.max(
      distance,
      Math.abs(expected - index / values.length),
      Math.abs((index + 1) / values.length - expected),
    );
  });
  return distance;
}
