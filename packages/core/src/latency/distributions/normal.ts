import { constant } from './constant.js';
import type { Distribution, DistributionEntry } from './distribution.js';
import { parseSpread } from './spread-options.js';
import { sampleStandardNormal } from './standard-normal.js';

/**
 * The normal distribution, truncated at 0: a negative value is drawn again, so that delays of exactly 0 do not pile
 * up. Where the mean is at least three standard deviations, as in every preset, that moves the mean by less than
 * 0.5 % of a standard deviation; towards a mean of 0 it moves it up by as much as 0.8 of one.
 * @param mean - of the distribution before truncation; at least 0
 * @param stddev - standard deviation before truncation; at least 0
 */
export function normal(mean: number, stddev: number): Distribution {
  if (stddev === 0) return constant(mean);
  return {
    description: `normal(${mean} ± ${stddev})`,
    mean,
    constant: undefined,
    sample(random) {
      for (;;) {
        const value = mean + stddev * sampleStandardNormal(random);
        if (value >= 0) return value;
      }
    },
  };
}

/** `normal` in configuration. */
export const normalEntry: DistributionEntry = {
  name: 'normal',
  summary: 'The normal distribution; negative values are drawn again. Options: mean, stddev.',
  parse(raw) {
    const { mean, stddev } = parseSpread('distribution "normal"', raw);
    return normal(mean, stddev);
  },
};
