import type { Distribution } from './distributions/distribution.js';
import type { ProfileSources } from './figure-source.js';

/** How fast a simulated model is. Times are in milliseconds. */
export interface LatencyProfile {
  readonly name: string;
  /** From accepting the request to the first output token, reasoning tokens included. */
  readonly timeToFirstToken: Distribution;
  /** Between one output token and the next. */
  readonly interTokenLatency: Distribution;
  /** Added to the time to first token, for each 1,000 input tokens that were not cached. 0 by default. */
  readonly prefillMsPerThousandTokens: number;
  /** How many tokens one chunk of a stream has; `undefined`: one. */
  readonly tokensPerChunk?: TokensPerChunk | undefined;
  /**
   * What was recorded of the service where `tokensPerChunk` is simpler than that, as with OpenAI's models;
   * `undefined`: there is nothing else.
   */
  readonly recordedTokensPerChunk?: TokensPerChunk | undefined;
  /** Where each figure is from; `undefined`: nobody said. */
  readonly sources?: ProfileSources | undefined;
}

/** How many tokens one chunk has, by what the tokens are. Samples are rounded to whole numbers of at least 1. */
export interface TokensPerChunk {
  readonly text: Distribution;
  readonly reasoning: Distribution;
  readonly toolArguments: Distribution;
}
