import { normal } from './distributions/normal.js';
import { assumed } from './figure-source.js';
import type { LatencyProfile } from './latency-profile.js';

/**
 * Mean and standard deviation of the time to first token, then of the inter-token latency, in milliseconds; both are
 * normally distributed. They are the profiles of the Rust program of the same name, kept for those who name them:
 * round numbers that nobody measured. `auto` chooses none of them.
 */
const figures = {
  'gpt-4': [800, 200, 50, 15],
  'gpt-4o': [400, 100, 25, 8],
  'gpt-5': [600, 150, 40, 12],
  'gpt-5-mini': [300, 80, 20, 6],
  'o-series': [2000, 500, 30, 10],
  'claude-opus': [1000, 250, 60, 20],
  'claude-sonnet': [500, 120, 30, 10],
  'claude-haiku': [200, 50, 15, 5],
  'gemini-pro': [700, 180, 25, 8],
  'gemini-flash': [300, 80, 10, 3],
  deepseek: [900, 250, 40, 12],
  'deepseek-reasoner': [1500, 400, 40, 12],
  /** No delay at all: for tests, and for measuring what lies around the model. */
  instant: [0, 0, 0, 0],
  /** Delays that are there but do not hold anybody up. */
  fast: [10, 2, 1, 0],
} as const satisfies Record<string, readonly [number, number, number, number]>;

const guess = assumed('round figures of the Rust program llmsim; nobody measured them');
const sources = {
  timeToFirstToken: guess,
  tail: assumed('normally distributed'),
  interTokenLatency: guess,
  prefill: assumed('input of any length takes the same time'),
  tokensPerChunk: assumed('one token in each chunk'),
};

/** The profiles that are named as they were in the Rust program llmsim, and those for tests. */
export const earlierProfiles: readonly LatencyProfile[] = Object.entries(figures).map(
  ([name, [firstMean, firstStddev, interMean, interStddev]]) => ({
    name,
    timeToFirstToken: normal(firstMean, firstStddev),
    interTokenLatency: normal(interMean, interStddev),
    prefillMsPerThousandTokens: 0,
    sources,
  }),
);

/** The name of one of these. */
export type EarlierProfileName = keyof typeof figures;
