import { readOptions } from '../../options/option-reader.js';
import { largestParameter, type Distribution, type DistributionEntry } from './distribution.js';

/** Always the same value. It draws nothing from the random source. */
export function constant(value: number): Distribution {
  return { description: `constant(${value})`, mean: value, constant: value, sample: () => value };
}

/** `constant` in configuration; a plain number means the same. */
export const constantEntry: DistributionEntry = {
  name: 'constant',
  summary: 'Always the same value; a plain number is short for it. Options: value.',
  parse(raw) {
    const options = readOptions('distribution "constant"', raw);
    const value = options.number('value', undefined, { min: 0, max: largestParameter });
    options.end();
    return constant(value);
  },
};
