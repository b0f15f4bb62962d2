import type { Random } from '../../random/random.js';

/** A quantity drawn at random (a duration in milliseconds, a number of tokens); never negative. */
export interface Distribution {
  /** What it is and its parameters, for people: `normal(600 ± 150)`. */
  readonly description: string;
  /** The expected value, after any truncation at 0 is disregarded. */
  readonly mean: number;
  /** The value that every sample has; `undefined` if they differ. Lets a caller add up instead of drawing. */
  readonly constant: number | undefined;
  sample(random: Random): number;
}
