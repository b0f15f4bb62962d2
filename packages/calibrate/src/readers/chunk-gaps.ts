import type { CapturedChunks, CapturedRequest } from '../capture/captured-request.js';

/** When chunks came, of the time of the first and the times between them. */
export function timesFromGaps(firstMs: number, gapsMs: readonly number[]): readonly number[] {
  let atMs = firstMs;
  return [firstMs, ...gapsMs.map((gapMs) => (atMs += gapMs))];
}

/** The chunks of a stream whose tokens nobody counted. */
export function uncountedChunks(atMs: readonly number[] | undefined): CapturedChunks | undefined {
  return atMs === undefined ? undefined : { atMs, tokens: undefined, kinds: undefined };
}

/** Up to so many tokens for each chunk on average, chunks are taken to have one each: some engines count an end token. */
const mostForOne = 1.05;

/**
 * Takes chunks that nobody counted to have one token each where a capture has as many chunks as tokens in all. Where it
 * has more tokens, it is not known which chunk has how many.
 */
export function countSingleTokens(requests: readonly CapturedRequest[]): readonly CapturedRequest[] {
  const uncounted = requests.filter(({ chunks }) => chunks !== undefined && chunks.tokens === undefined);
  const chunks = uncounted.reduce((sum, request) => sum + (request.chunks?.atMs?.length ?? 0), 0);
  const tokens = uncounted.reduce(
    (sum, { outputTokens, hiddenTokens = 0 }) => sum + outputTokens - hiddenTokens,
    0,
  );
  if (uncounted.length === 0 || tokens > mostForOne * chunks) return requests;
  return requests.map((request) =>
    request.chunks?.atMs === undefined || request.chunks.tokens !== undefined
      ? request
      : { ...request, chunks: { ...request.chunks, tokens: request.chunks.atMs.map(() => 1) } },
  );
}
