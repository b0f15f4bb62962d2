import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import { largestParameter } from './distribution.js';

/** The options of the distributions that are given by their mean and standard deviation. */
export interface SpreadOptions {
  readonly mean: number;
  readonly stddev: number;
}

/** Reads `mean` and `stddev`. @throws LlmsimError LLMSIM_OPTION */
export function parseSpread(owner: string, raw: unknown): SpreadOptions {
  const options = readOptions(owner, raw);
  const bounds = { min: 0, max: largestParameter };
  const mean = options.number('mean', undefined, bounds);
  const stddev = options.number('stddev', undefined, bounds);
  options.end();
  return { mean, stddev };
}

/** Beyond this ratio of standard deviation to mean nearly every sample is 0 and the mean is never seen. */
const widestSpread = 1000;

/** As `parseSpread`, for distributions of values above 0, whose spread is bounded by their mean. */
export function parsePositiveSpread(owner: string, raw: unknown): SpreadOptions {
  const spread = parseSpread(owner, raw);
  if (spread.stddev <= spread.mean * widestSpread) return spread;
  throw new LlmsimError(
    'LLMSIM_OPTION',
    `Option "stddev" of ${owner} must be at most ${widestSpread} times "mean", which is ${spread.mean}; ` +
      `found ${spread.stddev}.`,
  );
}
