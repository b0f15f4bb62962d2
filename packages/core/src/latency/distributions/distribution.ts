import type { Random } from '../../random/random.js';

/** A quantity drawn at random (a duration in milliseconds, a number of tokens); never negative. */
export interface Distribution {
  /** What it is and its parameters, for people: `normal(600 ± 150)`. */
  readonly description: string;
  /** The expected value that was asked for; what cutting off negative values adds to it is disregarded. */
  readonly mean: number;
  /** The value that every sample has; `undefined` if they differ. Lets a caller add up instead of drawing. */
  readonly constant: number | undefined;
  /** Draws a value. It depends on the numbers that `random` gives and on nothing else. */
  sample(random: Random): number;
}

/** A kind of distribution as configuration and help know it. */
export interface DistributionEntry {
  readonly name: string;
  /** One sentence, with its options. */
  readonly summary: string;
  /**
   * @param createPart - makes the distributions that this one is made of
   * @throws LlmsimError LLMSIM_OPTION for an option that is missing, out of range, or not taken
   */
  parse(options: unknown, createPart: (spec: unknown) => Distribution): Distribution;
}

/**
 * The largest parameter that a distribution takes: a day in milliseconds. A longer delay can only be a slip in the
 * unit, and timers of JavaScript overflow beyond 24.8 days.
 */
export const largestParameter = 86_400_000;
