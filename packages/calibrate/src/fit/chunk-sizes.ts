import type { CapturedChunks, CapturedRequest, ChunkKind } from '../capture/captured-request.js';

/** How many tokens a chunk has, and how often: shares that add up to 1. */
export type SizeShares = readonly (readonly [tokens: number, share: number])[];

/** Chunk sizes by what the chunks are made of; `undefined`: nobody counted any of the kind. */
export interface FittedChunks {
  readonly text: SizeShares | undefined;
  readonly reasoning: SizeShares | undefined;
  readonly toolArguments: SizeShares | undefined;
  /** How many chunks were counted; 0: their sizes are known by their mean alone, and taken to be near it. */
  readonly counted: number;
}

/** Chunks larger than this are taken to be as large; configuration takes no larger ones. */
const largest = 1000;

/** How often each size was seen whole, and how often one was cut off at that size. */
interface Seen {
  readonly whole: number[];
  readonly cut: number[];
}

/**
 * The sizes of chunks. The last chunk of a part is cut off by its end: it only says that its size would have been that
 * or more. Left out or taken as it is, it would make chunks look smaller (Kaplan and Meier's estimate does neither).
 * @param firstChunkTokens - how many tokens the first chunk of a stream has on average, for captures without a count
 */
export function fitChunkSizes(
  requests: readonly CapturedRequest[],
  firstChunkTokens: number | undefined,
): FittedChunks {
  const seen: Record<ChunkKind, Seen> = {
    text: { whole: [], cut: [] },
    reasoning: { whole: [], cut: [] },
    toolArguments: { whole: [], cut: [] },
  };
  let counted = 0;
  for (const { chunks } of requests) {
    if (chunks?.tokens === undefined) continue;
    count(chunks, chunks.tokens, seen);
    counted += chunks.tokens.length;
  }
  if (counted === 0) {
    const streams = requests.some(({ firstChunkMs }) => firstChunkMs !== undefined);
    const near = streams && firstChunkTokens !== undefined ? nearMean(firstChunkTokens) : undefined;
    return { text: near, reasoning: near, toolArguments: near, counted };
  }
  const kindsKnown = requests.some(({ chunks }) => chunks?.kinds !== undefined);
  const text = sharesOf(seen.text);
  return {
    text,
    reasoning: kindsKnown ? sharesOf(seen.reasoning) : text,
    toolArguments: kindsKnown ? sharesOf(seen.toolArguments) : text,
    counted,
  };
}

function count(
  { kinds }: CapturedChunks,
  tokens: readonly number[],
  seen: Readonly<Record<ChunkKind, Seen>>,
): void {
  tokens.forEach((size, index) => {
    const kind = kinds?.[index] ?? 'text';
    const isLast = index === tokens.length - 1 || (kinds !== undefined && kinds[index + 1] !== kind);
    const list = isLast ? seen[kind].cut : seen[kind].whole;
    const place = Math.min(largest, Math.max(1, size));
    list[place] = (list[place] ?? 0) + 1;
  });
}

function sharesOf({ whole, cut }: Seen): SizeShares | undefined {
  const top = Math.max(whole.length, cut.length) - 1;
  if (whole.length === 0) return cut.length === 0 ? undefined : wholeIfAlone(cut);
  // How many chunks are known to be of a size or larger; those cut off at the size itself say nothing about it.
  let atLeast = 0;
  const risk: number[] = [];
  for (let size = top; size >= 1; size -= 1) {
    risk[size] = atLeast + (whole[size] ?? 0);
    atLeast += (whole[size] ?? 0) + (cut[size] ?? 0);
  }
  const shares: [number, number][] = [];
  let left = 1;
  for (let size = 1; size <= top; size += 1) {
    const ends = (risk[size] as number) === 0 ? 0 : (left * (whole[size] ?? 0)) / (risk[size] as number);
    if (ends > 0) shares.push([size, ends]);
    left -= ends;
  }
  const last = shares.at(-1);
  // What is larger than anything that was seen whole counts as the largest that was.
  if (last !== undefined) last[1] += Math.max(0, left);
  return shares;
}

/** Replies of one chunk each: all that is known is how large they were. */
function wholeIfAlone(cut: readonly number[]): SizeShares {
  const total = cut.reduce((sum, times) => sum + times, 0);
  return cut.flatMap((times, size) => (times > 0 ? [[size, times / total] as const] : []));
}

/** Two whole numbers around a mean. */
function nearMean(mean: number): SizeShares {
  const below = Math.max(1, Math.floor(mean));
  const above = Math.max(0, mean - below);
  return above < 0.05
    ? [[below, 1]]
    : [
        [below, 1 - above],
        [below + 1, above],
      ];
}

/** The mean of sizes. */
export function meanSize(shares: SizeShares): number {
  return shares.reduce((sum, [size, share]) => sum + size * share, 0);
}
