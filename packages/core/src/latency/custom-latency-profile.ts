import { LlmsimError } from '../errors/llmsim-error.js';
import { largestParameter, type Distribution } from './distributions/distribution.js';
import { createDistribution, type DistributionSpec } from './distributions/registry.js';
import type { LatencyProfile, TokensPerChunk } from './latency-profile.js';

/** What a latency profile of one's own is made of. Times are in milliseconds. */
export interface LatencyProfileOptions {
  /** `custom` by default. */
  readonly name?: string | undefined;
  readonly timeToFirstToken: Distribution | DistributionSpec;
  readonly interTokenLatency: Distribution | DistributionSpec;
  /** 0 by default. */
  readonly prefillMsPerThousandTokens?: number | undefined;
  /** One by default. */
  readonly tokensPerChunk?: TokensPerChunk | undefined;
}

/**
 * Makes a latency profile of one's own.
 * @throws LlmsimError as `createDistribution`, and LLMSIM_OPTION for a prefill term that is not a number from 0 on
 */
export function customLatencyProfile(options: LatencyProfileOptions): LatencyProfile {
  const { name = 'custom', prefillMsPerThousandTokens = 0 } = options;
  if (!(prefillMsPerThousandTokens >= 0 && prefillMsPerThousandTokens <= largestParameter)) {
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `The prefill milliseconds per thousand tokens of latency profile "${name}" must be a number ` +
        `from 0 to ${largestParameter}; found ${prefillMsPerThousandTokens}.`,
    );
  }
  return {
    name,
    timeToFirstToken: toDistribution(options.timeToFirstToken),
    interTokenLatency: toDistribution(options.interTokenLatency),
    prefillMsPerThousandTokens,
    tokensPerChunk: options.tokensPerChunk,
  };
}

function toDistribution(given: Distribution | DistributionSpec): Distribution {
  return isDistribution(given) ? given : createDistribution(given);
}

function isDistribution(given: Distribution | DistributionSpec): given is Distribution {
  return typeof given === 'object' && typeof given['sample'] === 'function';
}
