import { quantile } from './quantile.js';

const { abs, floor, sqrt } = Math;

/** A slope and how sure it is. */
export interface Slope {
  readonly value: number;
  /** What it is off by at random, as a standard deviation; `Infinity` if nothing varies along it. */
  readonly standardError: number;
}

/** Where lines are tried: so many shares of the points lie below them. */
const levels = [0.5, 0.4, 0.3, 0.2];
const steps = 32;

/**
 * The slope of a line along which points lie, by quantile regression: a share of the points lies below it, and it is
 * as near to all of them as such a line can be. A few points that are far off, as slow requests are, do not pull at it.
 * The share is the one at which the points lie closest together, and the slope is surest.
 * @param x - as many as `y`, at least 2
 */
export function quantileSlope(x: ArrayLike<number>, y: ArrayLike<number>): Slope {
  const count = x.length;
  const spread = standardDeviation(x);
  if (spread === 0) return { value: 0, standardError: Infinity };
  const rest = new Float64Array(count);
  const residuals = (slope: number) => {
    for (let index = 0; index < count; index += 1)
      rest[index] = (y[index] as number) - slope * (x[index] as number);
    return rest.sort();
  };
  const slopeAt = (level: number, around: number, reach: number) =>
    lowestOf((slope) => deviation(residuals(slope), level), around - reach, around + reach);

  const ordered = Float64Array.from(y).sort();
  const reach = (2 * (quantile(ordered, 0.95) - quantile(ordered, 0.05))) / spread;
  const middle = slopeAt(0.5, 0, reach);
  const atMiddle = residuals(middle);
  const uncertainty = (level: number) => {
    // The density of the residuals at the level says how firmly the line is held there.
    const width = quantile(atMiddle, level + 0.05) - quantile(atMiddle, level - 0.05);
    return (sqrt(level * (1 - level)) * (width / 0.1)) / (spread * sqrt(count));
  };
  const surest = levels.reduce((best, level) => (uncertainty(level) < uncertainty(best) ? level : best));
  const standardError = uncertainty(surest);
  const value = surest === 0.5 ? middle : slopeAt(surest, middle, 6 * uncertainty(0.5));
  return { value, standardError };
}

/** What quantile regression minimizes: points above a line count by the level, those below by the rest of 1. */
function deviation(ordered: Float64Array, level: number): number {
  const line = quantile(ordered, level);
  const below = floor(level * (ordered.length - 1));
  let [under, over] = [0, 0];
  for (let index = 0; index < ordered.length; index += 1) {
    const off = abs((ordered[index] as number) - line);
    if (index <= below) under += off;
    else over += off;
  }
  return (1 - level) * under + level * over;
}

/** Where a convex function is lowest, by the golden section. */
function lowestOf(value: (at: number) => number, from: number, to: number): number {
  const golden = (sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [value(left), value(right)];
  for (let step = 0; step < steps; step += 1) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = value(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = value(right);
    }
  }
  return (low + high) / 2;
}

/** The standard deviation of some numbers; 0 of none. */
export function standardDeviation(values: ArrayLike<number>): number {
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    const off = value - mean;
    mean += off / (index + 1);
    squares += off * (value - mean);
  }
  return values.length === 0 ? 0 : sqrt(squares / values.length);
}
