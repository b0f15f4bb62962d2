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
  const stretches: Stretch[] = [];
  let fromMs = atMs[0] ?? 0;
  for (let index = 1; index < atMs.length; index += 1) {
    const count = tokens[index] as number;
    // Half a token in a chunk of its own counts with the rest of it.
    if (count === 0) continue;
    stretches.push({ ms: (atMs[index] as number) - fromMs, tokens: count });
    fromMs = atMs[index] as number;
  }
  return stretches;
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
