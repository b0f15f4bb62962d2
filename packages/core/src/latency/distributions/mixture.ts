import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import type { Random } from '../../random/random.js';
import type { Distribution, DistributionEntry } from './distribution.js';

/** One part of a mixture. */
export interface MixturePart {
  /** How often values come from this part, relative to the weights of the others; greater than 0. */
  readonly weight: number;
  readonly distribution: Distribution;
}

/**
 * Values that come from one of several distributions: a body and a rare slow part, as measured times to first token
 * have. Draws one number to choose the part, then what the part draws.
 * @param parts - at least one; weights need not add up to 1
 */
export function mixture(parts: readonly MixturePart[]): Distribution {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const [first] = parts as readonly [MixturePart, ...MixturePart[]];
  const { constant } = first.distribution;
  const isConstant = constant !== undefined && parts.every((part) => part.distribution.constant === constant);

  function choose(random: Random): Distribution {
    let left = random.next() * total;
    for (const { weight, distribution } of parts) {
      left -= weight;
      if (left < 0) return distribution;
    }
    // Rounding may leave a trace behind the last part.
    return (parts.at(-1) as MixturePart).distribution;
  }

  const list = parts.map(
    ({ weight, distribution }) => `${round((weight / total) * 100)} % ${distribution.description}`,
  );
  return {
    description: `mixture(${list.join(', ')})`,
    mean: parts.reduce((sum, { weight, distribution }) => sum + (weight / total) * distribution.mean, 0),
    constant: isConstant ? constant : undefined,
    sample: isConstant ? () => constant : (random) => choose(random).sample(random),
  };
}

/** `mixture` in configuration. */
export const mixtureEntry: DistributionEntry = {
  name: 'mixture',
  summary:
    'A body and a tail, or more parts. Options: parts (a list of distributions, each with a weight beside it).',
  parse(raw, createPart) {
    const options = readOptions('distribution "mixture"', raw);
    const parts = options.value('parts');
    options.end();
    if (!Array.isArray(parts) || parts.length < 1 || parts.length > mostParts) {
      throw refusal(parts === undefined ? 'it is missing' : `found ${JSON.stringify(parts)}`);
    }
    return mixture(
      parts.map((part: unknown) => {
        if (typeof part !== 'object' || part === null) throw refusal(`found ${JSON.stringify(part)}`);
        const { weight, ...spec } = part as Record<string, unknown>;
        if (typeof weight !== 'number' || !(weight > 0 && weight <= largestWeight)) {
          throw refusal(`found the weight ${JSON.stringify(weight)}`);
        }
        return { weight, distribution: createPart(spec) };
      }),
    );
  },
};

const mostParts = 20;
const largestWeight = 1e9;

function refusal(found: string): LlmsimError {
  return new LlmsimError(
    'LLMSIM_OPTION',
    `Option "parts" of distribution "mixture" must be a list of 1 to ${mostParts} distributions, each with a weight ` +
      `above 0, such as [{weight: 0.98, distribution: log-normal, mean: 600, stddev: 180}, ` +
      `{weight: 0.02, distribution: log-normal, mean: 4000, stddev: 1200}]; ${found}.`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
