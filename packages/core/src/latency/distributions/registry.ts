import { LlmsimError } from '../../errors/llmsim-error.js';
import { constantEntry } from './constant.js';
import type { Distribution, DistributionEntry } from './distribution.js';
import { empiricalEntry } from './empirical.js';
import { gammaEntry } from './gamma.js';
import { histogramEntry } from './histogram.js';
import { logNormalEntry } from './log-normal.js';
import { mixtureEntry } from './mixture.js';
import { normalEntry } from './normal.js';
import { uniformEntry } from './uniform.js';

/** Every kind of distribution there is. Configuration, help and documentation read this list and nothing else. */
export const distributions: readonly DistributionEntry[] = [
  constantEntry,
  normalEntry,
  logNormalEntry,
  uniformEntry,
  gammaEntry,
  empiricalEntry,
  histogramEntry,
  mixtureEntry,
];

/** The names that `createDistribution` knows. */
export const distributionNames: readonly string[] = distributions.map(({ name }) => name);

/**
 * A distribution as configuration writes it: a number, which is constant, or a mapping that names the kind under
 * `distribution` and has the kind's options beside it: `{ distribution: 'normal', mean: 600, stddev: 150 }`.
 */
export type DistributionSpec = number | { readonly distribution: string; readonly [option: string]: unknown };

/**
 * Makes a distribution of its form in configuration.
 * @param spec - a `DistributionSpec`; a string that spells a number counts as that number
 * @throws LlmsimError LLMSIM_UNKNOWN_DISTRIBUTION with the names there are, or LLMSIM_OPTION for a wrong option or
 * anything that is neither a number nor a mapping
 */
export function createDistribution(spec: unknown): Distribution {
  if (typeof spec === 'number') return createConstant(spec);
  if (typeof spec === 'string' && spec.trim() !== '' && !Number.isNaN(Number(spec))) {
    return createConstant(Number(spec));
  }
  if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) {
    const { distribution: name, ...options } = spec as Record<string, unknown>;
    const entry = distributions.find((candidate) => candidate.name === name);
    if (entry !== undefined) return entry.parse(options, createDistribution);
    const found =
      name === undefined
        ? 'Option "distribution" is missing'
        : `There is no distribution ${JSON.stringify(name)}`;
    throw new LlmsimError(
      'LLMSIM_UNKNOWN_DISTRIBUTION',
      `${found}. There are: ${distributionNames.join(', ')}.`,
    );
  }
  throw new LlmsimError(
    'LLMSIM_OPTION',
    `A distribution must be a number or a mapping such as {distribution: normal, mean: 600, stddev: 150}, ` +
      `not ${JSON.stringify(spec)}. There are: ${distributionNames.join(', ')}.`,
  );
}

function createConstant(value: number): Distribution {
  return constantEntry.parse({ value }, createDistribution);
}
