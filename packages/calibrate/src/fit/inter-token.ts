import type { CapturedRequest } from '../capture/captured-request.js';
import { fitShape } from './fit-shape.js';
import type { FittedShape } from './fitted-shape.js';
import { quantile, sorted } from './quantile.js';
import { quantileSlope, standardDeviation } from './quantile-line.js';
import { chunkStretches, severalTokens, streamStretch, type Stretch } from './stretches.js';
import { fitWholeReplies } from './whole-replies.js';

/** The time between tokens. */
export interface InterTokenFit {
  readonly shape: FittedShape;
  readonly meanMs: number;
  /**
   * What it was found from: times of chunks; the time from the first chunk to the end of each reply; or, of replies that
   * were not streamed, how their whole time grows with their tokens. Of the last only the mean is known.
   */
  readonly from: 'chunk times' | 'streams' | 'whole replies';
  /** Gaps between chunks, or replies. */
  readonly samples: number;
  /** How many tokens the first chunk of a stream has, on average, where nobody counted them. */
  readonly firstChunkTokens: number;
}

/** The share of the mean that the standard deviation is taken to be where nobody can know. As in the shipped profiles. */
const assumedSpread = 0.3;
/** More gaps say nothing more. */
const mostGaps = 50_000;
const fewestGaps = 200;
const fewestStreams = 10;

/** @returns `undefined` if no reply has a second token whose time is known */
export function fitInterToken(requests: readonly CapturedRequest[]): InterTokenFit | undefined {
  const gaps = requests.flatMap(chunkStretches);
  if (gaps.length >= fewestGaps) return fitGaps(gaps);
  return fitStreams(requests) ?? fromWholeReplies(requests);
}

function meanOf(stretches: readonly Stretch[]): number {
  const tokens = stretches.reduce((sum, stretch) => sum + stretch.tokens, 0);
  return stretches.reduce((sum, stretch) => sum + stretch.ms, 0) / tokens;
}

function fitGaps(gaps: readonly Stretch[]): InterTokenFit {
  const meanMs = meanOf(gaps);
  const rest = { meanMs, from: 'chunk times', samples: gaps.length, firstChunkTokens: 1 } as const;
  const alone = gaps.filter(({ tokens }) => tokens === 1);
  if (alone.length < Math.max(fewestGaps, gaps.length / 2)) {
    return { shape: aroundMean(meanMs, spreadOf(gaps, meanMs)), ...rest };
  }
  const every = Math.ceil(alone.length / mostGaps);
  const some = alone.filter((_, index) => index % every === 0);
  return { shape: fitShape(sorted(some.map(({ ms }) => ms)), false), ...rest };
}

/**
 * The spread of one time, of sums of several: the sum of n times varies n times as much, in squares. Where a few sums are
 * far off, as after a stall of the network, the middle of all says it.
 */
function spreadOf(stretches: readonly Stretch[], meanMs: number): number {
  const off = sorted(stretches.map(({ ms, tokens }) => Math.abs(ms - tokens * meanMs) / Math.sqrt(tokens)));
  const spread = Math.sqrt(off.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, off.length - 1));
  const ofMiddle = 1.4826 * quantile(off, 0.5);
  return spread > 1.5 * ofMiddle ? ofMiddle : spread;
}

/** Normal; or log-normal where a normal distribution would be cut off at 0. */
function aroundMean(mean: number, stddev: number): FittedShape {
  if (stddev <= 1e-3 * mean) return { kind: 'constant', value: mean };
  return { kind: stddev > 0.4 * mean ? 'log-normal' : 'normal', mean, stddev };
}

function fitStreams(requests: readonly CapturedRequest[]): InterTokenFit | undefined {
  const whole = requests
    .map((request) => streamStretch(request, 0))
    .filter((stretch) => stretch !== undefined);
  if (whole.length < fewestStreams) return undefined;
  const firstChunkTokens = firstChunkOf(requests, whole);
  const streams = requests
    .map((request) => streamStretch(request, firstChunkTokens))
    .filter((stretch) => stretch !== undefined && stretch.tokens >= 1) as readonly Stretch[];
  if (streams.length < fewestStreams) return undefined;
  const meanMs = meanOf(streams);
  const rest = { meanMs, from: 'streams', samples: streams.length, firstChunkTokens } as const;
  // Where first chunks differ in size, what they differ by looks like a spread of the times.
  const stddev = firstChunkTokens < severalTokens ? spreadOf(streams, meanMs) : assumedSpread * meanMs;
  return { shape: aroundMean(meanMs, stddev), ...rest };
}

/**
 * How many tokens the first chunk has, where nobody counted: from how many chunks there are; or from the lengths of
 * streams, since the time from the first chunk to the end grows with the tokens that come after it.
 */
function firstChunkOf(requests: readonly CapturedRequest[], streams: readonly Stretch[]): number {
  const counted = requests.filter(({ chunkCount }) => (chunkCount ?? 0) > 0);
  if (counted.length > requests.length / 2) {
    const chunks = counted.reduce((sum, { chunkCount = 1 }) => sum + chunkCount, 0);
    return (
      counted.reduce((sum, { outputTokens, hiddenTokens = 0 }) => sum + outputTokens - hiddenTokens, 0) /
      chunks
    );
  }
  const tokens = streams.map((stretch) => stretch.tokens);
  if (standardDeviation(tokens) === 0) return 1;
  const { value, standardError } = quantileSlope(
    tokens,
    streams.map(({ ms }) => ms),
  );
  const first = streams.reduce((sum, { ms, tokens: count }) => sum + count - ms / value, 0) / streams.length;
  return value > 5 * standardError && first > severalTokens ? first : 1;
}

function fromWholeReplies(requests: readonly CapturedRequest[]): InterTokenFit | undefined {
  const { perTokenMs = 0, ratios } = fitWholeReplies(requests) ?? {};
  if (perTokenMs === 0 || ratios === undefined) return undefined;
  return {
    shape: aroundMean(perTokenMs, assumedSpread * perTokenMs),
    meanMs: perTokenMs,
    from: 'whole replies',
    samples: ratios.length,
    firstChunkTokens: 1,
  };
}
