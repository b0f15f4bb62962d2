import type { CacheWrite } from './prompt-cache-rule.js';

/** Tokens of one reply. `total = input + output`, everywhere. */
export interface Usage {
  readonly inputTokens: number;
  /** Part of `inputTokens`: read from the prompt cache. */
  readonly cachedInputTokens: number;
  /** Parts of `inputTokens`, none of them cached before: written to the prompt cache. `undefined`: nothing was, or the API says nothing of it. */
  readonly cacheWrites?: readonly CacheWrite[] | undefined;
  /** All choices together, reasoning included. */
  readonly outputTokens: number;
  /** Part of `outputTokens`. */
  readonly reasoningTokens: number;
  /** Tokens of a predicted output that the reply used. Part of `outputTokens`. */
  readonly acceptedPredictionTokens: number;
  /** Tokens of a predicted output that the reply did not use; they are billed, so they are part of `outputTokens`. */
  readonly rejectedPredictionTokens: number;
}

/** The usage of a request that did not get as far as a reply. */
export const noUsage: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};
