import { constant } from './constant.js';
import type { Distribution, DistributionEntry } from './distribution.js';
import { parsePositiveSpread } from './spread-options.js';
import { sampleStandardNormal } from './standard-normal.js';

/**
 * The log-normal distribution: most values are short and a few are long, as in measured latencies.
 * @param mean - of the values themselves, not of their logarithms; greater than 0
 * @param stddev - standard deviation of the values themselves; at least 0
 */
export function logNormal(mean: number, stddev: number): Distribution {
  if (stddev === 0) return constant(mean);
  const variance = Math.log1p((stddev / mean) ** 2);
  const location = Math.log(mean) - variance / 2;
  const scale = Math.sqrt(variance);
  return {
    description: `log-normal(${mean} ± ${stddev})`,
    mean,
    constant: undefined,
    sample: (random) => Math.exp(location + scale * sampleStandardNormal(random)),
  };
}

/**
 * The log-normal distribution, by its median and the standard deviation of the logarithms of its values.
 * @param median - greater than 0
 * @param sigma - greater than 0; 0.3 means that nine of ten values lie between 0.6 and 1.6 times the median
 */
export function logNormalAround(median: number, sigma: number): Distribution {
  const mean = median * Math.exp(sigma ** 2 / 2);
  return logNormal(round(mean), round(mean * Math.sqrt(Math.expm1(sigma ** 2))));
}

/** Five digits: as exact as any measurement, and short in a description. */
function round(value: number): number {
  return Number(value.toPrecision(5));
}

/** `log-normal` in configuration. */
export const logNormalEntry: DistributionEntry = {
  name: 'log-normal',
  summary:
    'Many short values, a few long ones. Options: mean, stddev (of the values, not of their logarithms).',
  parse(raw) {
    const { mean, stddev } = parsePositiveSpread('distribution "log-normal"', raw);
    return logNormal(mean, stddev);
  },
};
