import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import { constant } from './constant.js';
import { largestParameter, type Distribution, type DistributionEntry } from './distribution.js';

/** Every value in [min, max) as likely as any other. Draws one number for each sample. */
export function uniform(min: number, max: number): Distribution {
  if (min === max) return constant(min);
  const width = max - min;
  return {
    description: `uniform(${min} to ${max})`,
    mean: (min + max) / 2,
    constant: undefined,
    sample: (random) => min + width * random.next(),
  };
}

/** `uniform` in configuration. */
export const uniformEntry: DistributionEntry = {
  name: 'uniform',
  summary: 'Every value between two bounds, all as likely. Options: min, max.',
  parse(raw) {
    const options = readOptions('distribution "uniform"', raw);
    const min = options.number('min', undefined, { min: 0, max: largestParameter });
    const max = options.number('max', undefined, { min: 0, max: largestParameter });
    options.end();
    if (max < min) {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Option "max" of distribution "uniform" must be at least "min", which is ${min}; found ${max}.`,
      );
    }
    return uniform(min, max);
  },
};
