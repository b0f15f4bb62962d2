import type { DistributionSpec } from '@llmsim/core';

/** One log-normal part of a fitted distribution. */
export interface LogNormalPart {
  readonly weight: number;
  readonly median: number;
  /** Standard deviation of the logarithms. */
  readonly sigma: number;
}

/** So large a share of values is at most that. */
export type QuantilePoint = readonly [share: number, value: number];

/** A distribution that was fitted. */
export type FittedShape =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal' | 'log-normal' | 'gamma'; readonly mean: number; readonly stddev: number }
  /** None of the others: a table of quantiles. */
  | { readonly kind: 'empirical'; readonly mean: number; readonly quantiles: readonly QuantilePoint[] }
  | { readonly kind: 'mixture'; readonly body: LogNormalPart; readonly slow: LogNormalPart };

/** A fitted distribution as configuration writes it. */
export function shapeSpec(shape: FittedShape): DistributionSpec {
  switch (shape.kind) {
    case 'constant':
      return round(shape.value);
    case 'mixture':
      return { distribution: 'mixture', parts: [partSpec(shape.body), partSpec(shape.slow)] };
    case 'empirical':
      return {
        distribution: 'empirical',
        // Keys that are whole numbers would come first, whatever their order.
        quantiles: Object.fromEntries(
          shape.quantiles.map(([share, value]) => [
            Number.isInteger(share) ? `${share}.0` : share,
            round(value),
          ]),
        ),
      };
    default:
      return { distribution: shape.kind, mean: round(shape.mean), stddev: round(shape.stddev) };
  }
}

function partSpec({ weight, median, sigma }: LogNormalPart) {
  const mean = median * Math.exp(sigma ** 2 / 2);
  return {
    weight: round(weight),
    distribution: 'log-normal',
    mean: round(mean),
    stddev: round(mean * Math.sqrt(Math.expm1(sigma ** 2))),
  };
}

/** Five digits: more than any capture gives. */
export function round(value: number): number {
  return Number(value.toPrecision(5));
}
