import type { Random } from '../../random/random.js';
import { constant } from './constant.js';
import type { Distribution, DistributionEntry } from './distribution.js';
import { parsePositiveSpread } from './spread-options.js';
import { sampleStandardNormal } from './standard-normal.js';

/**
 * The gamma distribution: how long a sequence of random waits takes; with `stddev` equal to `mean` it is the
 * exponential one. Its tail is longer than the normal one's and shorter than the log-normal one's.
 * @param mean - greater than 0
 * @param stddev - at least 0
 */
export function gamma(mean: number, stddev: number): Distribution {
  if (stddev === 0) return constant(mean);
  const shape = (mean / stddev) ** 2;
  const scale = stddev ** 2 / mean;
  // The method needs a shape of at least 1. A smaller one is a power of a uniform number times one that is larger by 1.
  const boost = shape < 1 ? 1 / shape : 0;
  const sampleUnit = unitGamma(shape < 1 ? shape + 1 : shape);
  return {
    description: `gamma(${mean} ± ${stddev})`,
    mean,
    constant: undefined,
    sample(random) {
      const value = scale * sampleUnit(random);
      return boost === 0 ? value : value * random.next() ** boost;
    },
  };
}

/** A sampler of the gamma distribution with scale 1 and a shape of at least 1, by Marsaglia and Tsang (2000). */
function unitGamma(shape: number): (random: Random) => number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (random) => {
    for (;;) {
      const x = sampleStandardNormal(random);
      const square = x * x;
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = random.next();
      if (u < 1 - 0.0331 * square * square) return d * v;
      if (Math.log(u) < square / 2 + d * (1 - v + Math.log(v))) return d * v;
    }
  };
}

/** `gamma` in configuration. */
export const gammaEntry: DistributionEntry = {
  name: 'gamma',
  summary: 'Waits that add up, with a tail between normal and log-normal. Options: mean, stddev.',
  parse(raw) {
    const { mean, stddev } = parsePositiveSpread('distribution "gamma"', raw);
    return gamma(mean, stddev);
  },
};
