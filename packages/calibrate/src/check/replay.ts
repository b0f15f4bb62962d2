import { createSeededRandom, deriveSeed, profilePace, type LatencyProfile } from '@llmsim/core';
import type { CapturedRequest } from '../capture/captured-request.js';
import { chunkStretches, severalTokens, streamStretch } from '../fit/stretches.js';

/** What is compared: what was captured, and what the simulator gives the same requests with a profile. Milliseconds. */
export interface Comparison {
  readonly captured: number[];
  readonly simulated: number[];
}

/** The three times that are compared. */
export interface Replay {
  /** To the first chunk. */
  readonly firstToken: Comparison;
  /** Between two tokens; of streams without times of chunks, the mean of each. */
  readonly interToken: Comparison;
  readonly total: Comparison;
}

export const comparedTimes = [
  'firstToken',
  'interToken',
  'total',
] as const satisfies readonly (keyof Replay)[];

/** How often each first token is drawn: many times, so that the simulated side adds next to nothing by chance. */
const firstTokenDraws = 10;
/** About how many times between tokens are drawn in all. */
const tokenBudget = 500_000;

/** How a replay is made. */
export interface ReplayOptions {
  /** Makes the random numbers of one replay different from those of another. */
  readonly label: string;
  /** How many tokens the first chunk of a stream has where nobody counted; 1 by default. */
  readonly firstChunkTokens?: number | undefined;
}

/** A replay without anything in it. */
export function emptyReplay(): Replay {
  const empty = () => ({ captured: [], simulated: [] });
  return { firstToken: empty(), interToken: empty(), total: empty() };
}

/**
 * Simulates captured requests with a profile, by the same paces as the server's streams have, and adds what was
 * captured and what came out to a replay.
 */
export function replay(
  requests: readonly CapturedRequest[],
  profile: LatencyProfile,
  { label, firstChunkTokens = 1 }: ReplayOptions,
  into: Replay = emptyReplay(),
): Replay {
  const tokens = requests.reduce((sum, { outputTokens }) => sum + outputTokens, 0);
  const draws = Math.max(1, Math.min(firstTokenDraws, Math.floor(tokenBudget / Math.max(1, tokens))));
  const [a, b, c, d] = deriveSeed('calibrate', label);
  const random = createSeededRandom([a, b, c, d]);
  const { interTokenLatency: latency } = profile;
  /** The mean of the times of so many tokens. */
  const simulateGap = (count: number) => {
    if (latency.constant !== undefined) return latency.constant;
    let sum = 0;
    for (let token = 0; token < count; token += 1) sum += latency.sample(random);
    return sum / count;
  };
  requests.forEach((request, index) => {
    const paceAt = (draw: number) =>
      profilePace(
        profile,
        { inputTokens: request.inputTokens ?? 0, cachedInputTokens: request.cachedInputTokens },
        [a, b, c ^ (index + 1), d ^ ((draw + 1) << 8)],
      )(0);
    replayFirst(request, firstChunkTokens, paceAt, into.firstToken);
    replayGaps(request, firstChunkTokens, simulateGap, into.interToken);
    if (request.totalMs === undefined) return;
    into.total.captured.push(request.totalMs);
    for (let draw = 0; draw < draws; draw += 1) {
      into.total.simulated.push(paceAt(draw).skip?.(request.outputTokens) ?? NaN);
    }
  });
  return into;
}

function replayFirst(
  request: CapturedRequest,
  firstChunkTokens: number,
  paceAt: (draw: number) => ReturnType<ReturnType<typeof profilePace>>,
  into: Comparison,
): void {
  const { firstChunkMs, hiddenTokens, chunks } = request;
  if (firstChunkMs === undefined || hiddenTokens === undefined) return;
  into.captured.push(firstChunkMs);
  const tokens = Math.max(1, Math.round(hiddenTokens + (chunks?.tokens?.[0] ?? firstChunkTokens)));
  for (let draw = 0; draw < firstTokenDraws; draw += 1)
    into.simulated.push(paceAt(draw).skip?.(tokens) ?? NaN);
}

/** The gaps of a stream that are compared at most, and how often each is simulated. */
const gapsOfOne = 20;
const gapDraws = 5;

function replayGaps(
  request: CapturedRequest,
  firstChunkTokens: number,
  simulateGap: (tokens: number) => number,
  into: Comparison,
): void {
  const compare = (ms: number, tokens: number) => {
    into.captured.push(ms / tokens);
    for (let draw = 0; draw < gapDraws; draw += 1) into.simulated.push(simulateGap(tokens));
  };
  const gaps = chunkStretches(request);
  const every = Math.max(1, Math.floor(gaps.length / gapsOfOne));
  for (let index = 0; index < gaps.length; index += every) {
    const { ms, tokens } = gaps[index] as (typeof gaps)[number];
    compare(ms, tokens);
  }
  // Where first chunks differ in size and nobody counted, that would look like a spread of the times.
  if (gaps.length > 0 || firstChunkTokens >= severalTokens) return;
  const stream = streamStretch(request, firstChunkTokens);
  if (stream !== undefined && stream.tokens >= 1) compare(stream.ms, Math.round(stream.tokens));
}
