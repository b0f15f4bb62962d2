import type { CapturedRequest } from '../capture/captured-request.js';
import { fitShape } from './fit-shape.js';
import type { FittedShape } from './fitted-shape.js';
import type { InterTokenFit } from './inter-token.js';
import { quantileSlope } from './quantile-line.js';
import { fitWholeReplies } from './whole-replies.js';
import { sorted } from './quantile.js';

/** The time to the first token. */
export interface FirstTokenFit {
  /** Without prefill. */
  readonly shape: FittedShape;
  readonly prefill: PrefillFit;
  /** What it was found from: first chunks, or whole replies by how they grow with their tokens. */
  readonly from: 'first chunks' | 'whole replies';
  readonly samples: number;
}

/** What input tokens that were not cached add. */
export interface PrefillFit {
  /** Milliseconds for each 1,000; 0 if nothing can be seen. */
  readonly msPerThousandTokens: number;
  /** What that is off by at random; `undefined`: the input tokens do not vary, or nobody counted them. */
  readonly standardError: number | undefined;
  /** Whether it stands out from chance: it is then more than twice its standard error. */
  readonly isSeen: boolean;
}

const noPrefill: PrefillFit = { msPerThousandTokens: 0, standardError: undefined, isSeen: false };

/** A time that ended with a first token, or would have. */
interface Sample {
  readonly ms: number;
  readonly thousandUncached: number | undefined;
}

/** So many first chunks are enough to leave whole replies alone. */
const enoughStreams = 20;

/**
 * @param interToken - the time between tokens; `undefined`: not known, and taken to be none
 * @returns `undefined` if there are not two replies with a time
 */
export function fitFirstToken(
  requests: readonly CapturedRequest[],
  interToken: InterTokenFit | undefined,
): FirstTokenFit | undefined {
  const { meanMs = 0, firstChunkTokens = 1 } = interToken ?? {};
  const streams = requests.flatMap((request) => firstChunk(request, meanMs, firstChunkTokens));
  if (streams.length < Math.min(enoughStreams, requests.length)) return fromWholeReplies(requests);
  if (streams.length < 2) return undefined;
  const prefill = fitPrefill(streams);
  const times = streams.map(
    ({ ms, thousandUncached = 0 }) => ms - prefill.msPerThousandTokens * thousandUncached,
  );
  const ordered = sorted(times.filter((ms) => ms > 0));
  return {
    shape: fitShape(ordered.length >= 2 ? ordered : sorted(times.map((ms) => Math.max(0, ms))), true),
    prefill,
    from: 'first chunks',
    samples: streams.length,
  };
}

/** First tokens are taken to differ from each other by as much as whole replies do. */
function fromWholeReplies(requests: readonly CapturedRequest[]): FirstTokenFit | undefined {
  const whole = fitWholeReplies(requests);
  if (whole === undefined) return undefined;
  const { firstTokenMs, prefillMs, ratios } = whole;
  return {
    shape: fitShape(sorted(ratios.map((ratio) => ratio * firstTokenMs)), true),
    prefill: { msPerThousandTokens: prefillMs, standardError: undefined, isSeen: prefillMs > 0 },
    from: 'whole replies',
    samples: ratios.length,
  };
}

/** A chunk comes with its last token, and after what is hidden: the first token was earlier by as many. */
function firstChunk(request: CapturedRequest, meanMs: number, firstChunkTokens: number): readonly Sample[] {
  const { firstChunkMs, hiddenTokens, chunks } = request;
  if (firstChunkMs === undefined || hiddenTokens === undefined) return [];
  const before = hiddenTokens + (chunks?.tokens?.[0] ?? firstChunkTokens) - 1;
  return [{ ms: firstChunkMs - before * meanMs, thousandUncached: uncachedOf(request) }];
}

function uncachedOf({ inputTokens, cachedInputTokens }: CapturedRequest): number | undefined {
  return inputTokens === undefined ? undefined : Math.max(0, inputTokens - cachedInputTokens) / 1000;
}

function fitPrefill(samples: readonly Sample[]): PrefillFit {
  const known = samples.filter(({ thousandUncached }) => thousandUncached !== undefined);
  if (known.length < samples.length) return noPrefill;
  const { value, standardError } = quantileSlope(
    known.map(({ thousandUncached }) => thousandUncached as number),
    known.map(({ ms }) => ms),
  );
  if (standardError === Infinity) return noPrefill;
  const isSeen = value > 2 * standardError;
  return { msPerThousandTokens: isSeen ? value : 0, standardError, isSeen };
}
