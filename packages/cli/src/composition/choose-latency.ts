import {
  chunksAlike,
  createDistribution,
  customLatencyProfile,
  matchesModel,
  profileForModel,
  rankPatterns,
  readLatency,
  type Distribution,
  type LatencyProfile,
  type TokensPerChunk,
} from '@llmsim/core';
import { profileOfModel, type LatencySpec } from '../config/latency-types.js';
import type { ChunkSizesByKind } from '../config/stream-types.js';
import { spreadOfFigures, type Settings } from '../config/settings-table.js';

/** How fast each model is, by its name. */
export type LatencyChooser = (model: string) => LatencyProfile;

/** The latency that the settings ask for. */
export function chooseLatency(settings: Settings): LatencyChooser {
  const general = createChooser({
    profile: settings['latency.profile'],
    ttft_mean_ms: settings['latency.ttft_mean_ms'],
    ttft_stddev_ms: settings['latency.ttft_stddev_ms'],
    tbt_mean_ms: settings['latency.tbt_mean_ms'],
    tbt_stddev_ms: settings['latency.tbt_stddev_ms'],
    ttft: settings['latency.ttft'],
    tbt: settings['latency.tbt'],
    prefill_ms_per_1000_tokens: settings['latency.prefill_ms_per_1000_tokens'],
  });
  const exceptions = rankPatterns(
    Object.entries(settings['latency.models']).map(
      ([pattern, spec]) => [pattern, createChooser(spec)] as const,
    ),
  );
  if (exceptions.length === 0) return general;
  return (model) => {
    const exception = exceptions.find(({ pattern }) => matchesModel(pattern, model));
    return (exception?.value ?? general)(model);
  };
}

function createChooser(spec: LatencySpec): LatencyChooser {
  const { profile = profileOfModel, ...figures } = spec;
  const isPlain = Object.values(figures).every((figure) => figure === undefined);
  const base = profile === profileOfModel ? profileForModel : readLatency(profile);
  if (typeof base !== 'function') {
    const adapted = isPlain ? base : adapt(base, figures);
    return () => adapted;
  }
  if (isPlain) return base;
  // Models are without number, but the profiles that they have are few.
  const adapted = new Map<LatencyProfile, LatencyProfile>();
  return (model) => {
    const own = base(model);
    const known = adapted.get(own);
    if (known !== undefined) return known;
    const made = adapt(own, figures);
    adapted.set(own, made);
    return made;
  };
}

function adapt(base: LatencyProfile, spec: LatencySpec): LatencyProfile {
  const { ttft_mean_ms, ttft_stddev_ms, tbt_mean_ms, tbt_stddev_ms } = spec;
  return customLatencyProfile({
    timeToFirstToken:
      spec.ttft ?? adaptFigures(base.timeToFirstToken, ttft_mean_ms, ttft_stddev_ms, spreadOfFigures.ttft),
    interTokenLatency:
      spec.tbt ?? adaptFigures(base.interTokenLatency, tbt_mean_ms, tbt_stddev_ms, spreadOfFigures.tbt),
    prefillMsPerThousandTokens: spec.prefill_ms_per_1000_tokens ?? base.prefillMsPerThousandTokens,
    tokensPerChunk:
      spec.tokens_per_chunk === undefined ? base.tokensPerChunk : chunksOf(spec.tokens_per_chunk),
  });
}

function chunksOf(spec: NonNullable<LatencySpec['tokens_per_chunk']>): TokensPerChunk {
  const { text, reasoning, tool_arguments: toolArguments } = spec as Partial<ChunkSizesByKind>;
  if (text === undefined || reasoning === undefined || toolArguments === undefined) {
    return chunksAlike(createDistribution(spec));
  }
  return {
    text: createDistribution(text),
    reasoning: createDistribution(reasoning),
    toolArguments: createDistribution(toolArguments),
  };
}

function adaptFigures(
  base: Distribution,
  mean: number | undefined,
  stddev: number | undefined,
  spread: number,
): Distribution {
  if (mean === undefined && stddev === undefined) return base;
  const center = mean ?? base.mean;
  return createDistribution({ distribution: 'normal', mean: center, stddev: stddev ?? center * spread });
}
