import {
  chunksAlike,
  createDistribution,
  speculativeChunks,
  type LatencyProfile,
  type TokensPerChunk,
} from '@llmsim/core';
import type { Settings } from '../config/settings-table.js';

/** How many tokens a chunk has, by the profile of a request; `undefined`: one. */
export type ChunkChooser = (profile: LatencyProfile) => TokensPerChunk | undefined;

/** The chunks that the settings ask for. */
export function chooseChunks(settings: Settings): ChunkChooser {
  const asked = settings['stream.tokens_per_chunk'];
  const accept = settings['stream.speculative']?.accept;
  if (accept !== undefined) {
    const chunks = speculativeChunks(accept);
    return () => chunks;
  }
  if (asked === 'profile') return ({ tokensPerChunk }) => tokensPerChunk;
  if (asked === 'recorded') {
    return ({ tokensPerChunk, recordedTokensPerChunk }) => recordedTokensPerChunk ?? tokensPerChunk;
  }
  const chunks = chunksAlike(createDistribution(asked));
  return () => chunks;
}
