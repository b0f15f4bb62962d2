import { LlmsimError } from '../errors/llmsim-error.js';
import { normal } from './distributions/normal.js';
import type { LatencyProfile } from './latency-profile.js';

/**
 * Mean and standard deviation of the time to first token, then of the inter-token latency, in milliseconds; both are
 * normally distributed. The figures are llmsim's own: round numbers of the order that a client of each family sees
 * for a short prompt, not measurements of a vendor's service. Measure your own traffic and use a custom profile
 * where the difference matters.
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

/** The name of a latency profile that comes with llmsim. */
export type LatencyProfileName = keyof typeof figures;

/** The names that `latencyProfile` knows. */
export const latencyProfileNames = Object.keys(figures) as readonly LatencyProfileName[];

const presets = new Map<string, LatencyProfile>(
  latencyProfileNames.map((name) => {
    const [firstMean, firstStddev, interMean, interStddev] = figures[name];
    const profile = {
      name,
      timeToFirstToken: normal(firstMean, firstStddev),
      interTokenLatency: normal(interMean, interStddev),
      prefillMsPerThousandTokens: 0,
    };
    return [name, profile];
  }),
);

/**
 * A latency profile that comes with llmsim. For the one that suits a model's name see `profileForModel`.
 * @throws LlmsimError LLMSIM_UNKNOWN_LATENCY_PROFILE with the names there are
 */
export function latencyProfile(name: string): LatencyProfile {
  const preset = presets.get(name);
  if (preset !== undefined) return preset;
  throw new LlmsimError(
    'LLMSIM_UNKNOWN_LATENCY_PROFILE',
    `There is no latency profile "${name}". There are: ${latencyProfileNames.join(', ')}.`,
  );
}
