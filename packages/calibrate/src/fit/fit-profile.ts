import {
  chunksAlike,
  createDistribution,
  customLatencyProfile,
  type DistributionSpec,
  type LatencyProfile,
  type TokensPerChunk,
} from '@llmsim/core';
import type { CapturedRequest } from '../capture/captured-request.js';
import { fitChunkSizes, type FittedChunks, type SizeShares } from './chunk-sizes.js';
import { fitFirstToken, type FirstTokenFit } from './first-token.js';
import { round, shapeSpec } from './fitted-shape.js';
import { fitInterToken, type InterTokenFit } from './inter-token.js';

/** A latency profile that was fitted to requests of one model. */
export interface FittedProfile {
  readonly firstToken: FirstTokenFit;
  /** `undefined`: no reply says how long tokens take after the first. */
  readonly interToken: InterTokenFit | undefined;
  readonly chunks: FittedChunks;
  /** The same as configuration writes it. */
  readonly spec: ProfileSpec;
}

/** A profile below `latency.models` in a configuration file. */
export interface ProfileSpec {
  readonly ttft: DistributionSpec;
  readonly tbt: DistributionSpec;
  readonly prefill_ms_per_1000_tokens: number;
  /** Left out where nobody counted. */
  readonly tokens_per_chunk?: ChunkSpec;
}

/** Tokens in a chunk: for all kinds, or by kind. */
export type ChunkSpec =
  | DistributionSpec
  | {
      readonly text: DistributionSpec;
      readonly reasoning: DistributionSpec;
      readonly tool_arguments: DistributionSpec;
    };

/** @returns `undefined` if the requests do not say when a first token came */
export function fitProfile(requests: readonly CapturedRequest[]): FittedProfile | undefined {
  const interToken = fitInterToken(requests);
  const firstToken = fitFirstToken(requests, interToken);
  if (firstToken === undefined) return undefined;
  const chunks = fitChunkSizes(requests, interToken?.firstChunkTokens);
  const sizes = chunkSpec(chunks);
  const spec: ProfileSpec = {
    ttft: shapeSpec(firstToken.shape),
    tbt: interToken === undefined ? 0 : shapeSpec(interToken.shape),
    prefill_ms_per_1000_tokens: round(firstToken.prefill.msPerThousandTokens),
    ...(sizes === undefined ? {} : { tokens_per_chunk: sizes }),
  };
  return { firstToken, interToken, chunks, spec };
}

function chunkSpec({ text, reasoning, toolArguments }: FittedChunks): ChunkSpec | undefined {
  const any = text ?? reasoning ?? toolArguments;
  if (any === undefined) return undefined;
  const [ofText, ofReasoning, ofArguments] = [text, reasoning, toolArguments].map((sizes) =>
    sizesSpec(sizes ?? any),
  ) as [DistributionSpec, DistributionSpec, DistributionSpec];
  const isOne =
    (text === reasoning && text === toolArguments) ||
    [reasoning, toolArguments].every((sizes) => sizes === undefined);
  return isOne ? ofText : { text: ofText, reasoning: ofReasoning, tool_arguments: ofArguments };
}

function sizesSpec(shares: SizeShares): DistributionSpec {
  const [only] = shares;
  if (shares.length === 1 && only !== undefined) return only[0];
  return {
    distribution: 'histogram',
    counts: Object.fromEntries(
      shares.map(([tokens, share]) => [tokens, Number((100 * share).toPrecision(4))]),
    ),
  };
}

/** The profile of such a piece of configuration, as the simulator makes it. */
export function profileOfSpec(spec: ProfileSpec): LatencyProfile {
  return customLatencyProfile({
    name: 'calibrated',
    timeToFirstToken: spec.ttft,
    interTokenLatency: spec.tbt,
    prefillMsPerThousandTokens: spec.prefill_ms_per_1000_tokens,
    tokensPerChunk: spec.tokens_per_chunk === undefined ? undefined : chunksOfSpec(spec.tokens_per_chunk),
  });
}

function chunksOfSpec(spec: ChunkSpec): TokensPerChunk {
  if (typeof spec === 'object' && 'text' in spec && !('distribution' in spec)) {
    return {
      text: createDistribution(spec.text),
      reasoning: createDistribution(spec['reasoning']),
      toolArguments: createDistribution(spec['tool_arguments']),
    };
  }
  return chunksAlike(createDistribution(spec));
}
