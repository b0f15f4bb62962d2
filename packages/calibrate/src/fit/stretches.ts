import type { CapturedRequest } from '../capture/captured-request.js';

/** From so many tokens on average, a first chunk is taken to have several. */
export const severalTokens = 1.5;

/** A stretch of time in which so many tokens came. */
export interface Stretch {
  readonly ms: number;
  readonly tokens: number;
}

/** Stretches between chunks whose tokens are known. */
export function chunkStretches({ chunks }: CapturedRequest): readonly Stretch[] {
  const { atMs, tokens } = chunks ?? {};
  if (atMs === undefined || tokens === undefined) return [];
  return atMs
    .slice(1)
    .map((time, index) => ({ ms: time - (atMs[index] as number), tokens: tokens[index + 1] as number }));
}

/**
 * From the first chunk to the end of a stream.
 * @param firstChunkTokens - how many tokens the first chunk has where nobody counted
 */
export function streamStretch(request: CapturedRequest, firstChunkTokens: number): Stretch | undefined {
  const { firstChunkMs, totalMs, outputTokens, hiddenTokens, chunks } = request;
  if (firstChunkMs === undefined || totalMs === undefined || hiddenTokens === undefined) return undefined;
  const tokens = outputTokens - hiddenTokens - (chunks?.tokens?.[0] ?? firstChunkTokens);
  return totalMs >= firstChunkMs ? { ms: totalMs - firstChunkMs, tokens } : undefined;
}
