import type { Distribution } from './distributions/distribution.js';

/** How fast a simulated model is. Times are in milliseconds. */
export interface LatencyProfile {
  readonly name: string;
  /** From accepting the request to the first output token, reasoning tokens included. */
  readonly timeToFirstToken: Distribution;
  /** Between one output token and the next. */
  readonly interTokenLatency: Distribution;
  /** Added to the time to first token, for each 1,000 input tokens that were not cached. 0 by default. */
  readonly prefillMsPerThousandTokens: number;
}
