import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import { constant } from './constant.js';
import { largestParameter, type Distribution, type DistributionEntry } from './distribution.js';

/** How often a value was seen. */
export type HistogramCounts = readonly (readonly [value: number, count: number])[];

/**
 * Values that were counted, each as often as it was seen; nothing between them. Draws one number for each sample.
 * @param counts - at least one count above 0, and none below it
 */
export function histogram(counts: HistogramCounts): Distribution {
  const seen = counts.filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const [smallest] = seen[0] as readonly [number, number];
  if (seen.length === 1) return constant(smallest);
  const values = Float64Array.from(seen, ([value]) => value);
  const total = seen.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  const shares = Float64Array.from(seen, ([, count]) => (below += count) / total);
  const last = values.length - 1;
  return {
    description: `histogram(${seen.map(([value, count]) => `${value}: ${count}`).join(', ')})`,
    mean: seen.reduce((sum, [value, count]) => sum + (value * count) / total, 0),
    constant: undefined,
    sample(random) {
      const share = random.next();
      // The small values are the frequent ones, so that searching from the bottom is short.
      let index = 0;
      while (index < last && share >= (shares[index] as number)) index += 1;
      return values[index] as number;
    },
  };
}

/** `histogram` in configuration. */
export const histogramEntry: DistributionEntry = {
  name: 'histogram',
  summary:
    'Values as often as they were counted. Options: counts (a mapping of values to counts, such as {1: 90, 2: 10}).',
  parse(raw) {
    const options = readOptions('distribution "histogram"', raw);
    const counts = options.value('counts');
    options.end();
    return histogram(parseCounts(counts));
  },
};

function parseCounts(table: unknown): HistogramCounts {
  const fail = (found: string): never => {
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `Option "counts" of distribution "histogram" must map values from 0 to ${largestParameter} to how often they ` +
        `were seen, such as {1: 90, 2: 10}; ${found}.`,
    );
  };
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    return fail(table === undefined ? 'it is missing' : `found ${JSON.stringify(table)}`);
  }
  const counts = Object.entries(table).map(([key, count]: [string, unknown]) => {
    const value = key.trim() === '' ? NaN : Number(key);
    if (!(value >= 0 && value <= largestParameter)) fail(`found the value ${JSON.stringify(key)}`);
    if (typeof count !== 'number' || !(count >= 0 && count <= Number.MAX_SAFE_INTEGER)) {
      return fail(`found the count ${JSON.stringify(count)} at ${key}`);
    }
    return [value, count] as const;
  });
  if (!counts.some(([, count]) => count > 0)) fail('nothing was counted');
  return counts;
}
