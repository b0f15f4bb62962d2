import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import { constant } from './constant.js';
import { largestParameter, type Distribution, type DistributionEntry } from './distribution.js';

/** A point of a table of quantiles: this share of all values is at most `value`. */
export interface Quantile {
  /** In [0, 1]. */
  readonly share: number;
  readonly value: number;
}

/**
 * A measured distribution, given by a table of its quantiles; between two of them values are as likely as each
 * other. Draws one number for each sample.
 * @param quantiles - shares rise from exactly 0 to exactly 1; values never fall
 */
export function empirical(quantiles: readonly Quantile[]): Distribution {
  const shares = Float64Array.from(quantiles, ({ share }) => share);
  const values = Float64Array.from(quantiles, ({ value }) => value);
  const last = quantiles.length - 1;
  const smallest = values[0] as number;
  if (smallest === values[last]) return constant(smallest);

  /** The value below which that share of all samples lies. */
  function quantile(share: number): number {
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((shares[middle] as number) <= share) low = middle;
      else high = middle;
    }
    const from = shares[low] as number;
    const value = values[low] as number;
    return value + ((share - from) / ((shares[high] as number) - from)) * ((values[high] as number) - value);
  }

  let mean = 0;
  for (let index = 1; index <= last; index += 1) {
    const weight = (shares[index] as number) - (shares[index - 1] as number);
    mean += (weight * ((values[index] as number) + (values[index - 1] as number))) / 2;
  }
  const table = quantiles.map(({ share, value }) => `${share}: ${value}`).join(', ');
  return {
    description: `empirical(${table})`,
    mean,
    constant: undefined,
    sample: (random) => quantile(random.next()),
  };
}

/** `empirical` in configuration. */
export const empiricalEntry: DistributionEntry = {
  name: 'empirical',
  summary:
    'Measured values, linear between quantiles. Options: quantiles (a mapping, such as {0: 10, 0.5: 20, 1: 90}).',
  parse(raw) {
    const options = readOptions('distribution "empirical"', raw);
    const table = options.value('quantiles');
    options.end();
    return empirical(parseQuantiles(table));
  },
};

function parseQuantiles(table: unknown): readonly Quantile[] {
  const fail = (what: string): never => {
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `Option "quantiles" of distribution "empirical" must map shares from 0 to 1 to values that never fall, ` +
        `such as {0: 10, 0.5: 20, 1: 90}; ${what}.`,
    );
  };
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    return fail(table === undefined ? 'it is missing' : `found ${JSON.stringify(table)}`);
  }
  const quantiles = Object.entries(table).map(([key, value]: [string, unknown]) => {
    const share = key.trim() === '' ? NaN : Number(key);
    if (!(share >= 0 && share <= 1)) fail(`found the share ${JSON.stringify(key)}`);
    if (typeof value !== 'number' || !(value >= 0 && value <= largestParameter)) {
      return fail(
        `the value at ${key} must be a number from 0 to ${largestParameter}, found ${JSON.stringify(value)}`,
      );
    }
    return { share, value };
  });
  // Keys that look like integers come first in an object, whatever the order they were written in.
  quantiles.sort((a, b) => a.share - b.share);
  if (quantiles[0]?.share !== 0) fail('the share 0 is missing');
  if (quantiles.at(-1)?.share !== 1) fail('the share 1 is missing');
  for (const [index, { share, value }] of quantiles.entries()) {
    const before = quantiles[index - 1];
    if (before === undefined) continue;
    if (before.share === share) fail(`the share ${share} is there twice`);
    if (before.value > value) fail(`the value falls from ${before.value} to ${value} at ${share}`);
  }
  return quantiles;
}
