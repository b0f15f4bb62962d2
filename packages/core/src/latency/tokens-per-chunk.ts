import { constant } from './distributions/constant.js';
import { histogram, type HistogramCounts } from './distributions/histogram.js';
import type { FigureSource } from './figure-source.js';
import type { TokensPerChunk } from './latency-profile.js';

/**
 * Tokens (of o200k_base) in one streamed delta, and how often that was seen: counted in the recordings of hosted
 * APIs in the tests of pydantic-ai (commit 4fda389, August 2026, MIT). Deltas that are a whole reply are left out.
 */
// prettier-ignore
const counts = {
  openAiText: [[1, 2249], [2, 17], [3, 129], [4, 42], [5, 11], [6, 3], [7, 3], [8, 3], [24, 2], [41, 2], [44, 1], [71, 1]],
  openAiReasoning: [[1, 462], [2, 13]],
  openAiToolArguments: [[1, 599], [2, 3], [3, 2]],
  anthropicText: [[1, 85], [2, 54], [3, 40], [4, 27], [5, 31], [6, 26], [7, 16], [8, 17], [9, 18], [10, 18], [11, 14], [12, 12], [13, 7], [14, 4], [15, 10], [16, 6], [17, 8], [18, 3], [19, 4], [20, 3], [21, 1], [22, 1], [23, 3], [26, 1], [28, 1], [32, 1], [33, 1]],
  anthropicReasoning: [[1, 3], [2, 10], [3, 6], [4, 5], [5, 2], [6, 5], [7, 3], [8, 8], [10, 1], [11, 1], [12, 2], [19, 1], [30, 1], [53, 1], [58, 1], [59, 1]],
  anthropicToolArguments: [[1, 44], [2, 101], [3, 66], [4, 38], [5, 7], [6, 1], [7, 1]],
  googleText: [[1, 3], [3, 2], [4, 5], [5, 2], [6, 1], [7, 2], [8, 1], [10, 2], [11, 1], [12, 1], [13, 1], [15, 1], [16, 1], [17, 1], [18, 1], [19, 2], [20, 2], [21, 3], [22, 5], [23, 3], [24, 5], [25, 6], [27, 4], [28, 1], [33, 1]],
  mistralText: [[1, 79], [2, 4], [3, 1], [4, 12], [5, 1]],
} as const satisfies Record<string, HistogramCounts>;

const one = constant(1);
const anthropicText = histogram(counts.anthropicText);
const googleText = histogram(counts.googleText);

/** How services split a stream into chunks, by the service. */
export const chunksOf = {
  openAi: {
    text: histogram(counts.openAiText),
    reasoning: histogram(counts.openAiReasoning),
    toolArguments: histogram(counts.openAiToolArguments),
  },
  anthropic: {
    text: anthropicText,
    reasoning: histogram(counts.anthropicReasoning),
    toolArguments: histogram(counts.anthropicToolArguments),
  },
  // Nobody recorded how Gemini streams reasoning and arguments; they are taken to be like its text.
  google: { text: googleText, reasoning: googleText, toolArguments: googleText },
  mistral: { text: histogram(counts.mistralText), reasoning: one, toolArguments: one },
} as const satisfies Record<string, TokensPerChunk>;

/** A recording of how a service splits its streams. */
export function recordedChunks(samples: number, rest = ''): FigureSource {
  return {
    basis: 'measured',
    what: `tokens in each delta of recorded streams, in the tests of pydantic-ai (commit 4fda389)${rest}`,
    date: '2026-08',
    samples,
    licence: 'MIT',
  };
}
