import type { CapturedRequest } from '../capture/captured-request.js';
import { quantile } from './quantile.js';

const { abs, exp, log } = Math;

/**
 * What whole replies say of a model: time = first token × (1 + perToken × further tokens + perThousand × thousand uncached
 * input tokens), times a ratio that differs from reply to reply.
 */
export interface WholeReplyFit {
  readonly firstTokenMs: number;
  /** Milliseconds for each token after the first; 0 if replies do not grow with their tokens. */
  readonly perTokenMs: number;
  /** Milliseconds for each 1,000 input tokens that were not cached; 0 if they are much alike or nothing can be seen. */
  readonly prefillMs: number;
  /** How many times longer each reply took than that; around 1. */
  readonly ratios: Float64Array;
}

/** Twice the logarithm of how much likelier a term must make the replies; one in a thousand does by chance. */
const evidence = 10.8;
const rounds = 2;
/** More replies say nothing more. */
const mostReplies = 2000;

/**
 * Fits the median of whole replies by their ratios rather than their differences: a long reply varies by more
 * milliseconds than a short one, and would else decide alone.
 * @returns `undefined` if fewer than two replies have a time
 */
export function fitWholeReplies(requests: readonly CapturedRequest[]): WholeReplyFit | undefined {
  const all = requests.filter(({ totalMs = 0 }) => totalMs > 0);
  if (all.length < 2) return undefined;
  const every = Math.ceil(all.length / mostReplies);
  const timed = all.filter((_, index) => index % every === 0);
  const logs = Float64Array.from(timed, ({ totalMs }) => log(totalMs as number));
  const tokens = Float64Array.from(timed, ({ outputTokens }) => outputTokens - 1);
  const inputs = uncachedThousands(timed);
  const rest = new Float64Array(logs.length);
  const misfit = (perToken: number, perThousand: number) => {
    for (let index = 0; index < rest.length; index += 1) {
      const growth = 1 + perToken * (tokens[index] as number) + perThousand * (inputs[index] as number);
      rest[index] = (logs[index] as number) - log(growth);
    }
    const ordered = Float64Array.from(rest).sort();
    const middle = quantile(ordered, 0.5);
    let sum = 0;
    for (const value of rest) sum += abs(value - middle);
    return { sum: sum / rest.length, middle };
  };
  const [perToken, perThousand] = fitTerms((...terms) => misfit(...terms).sum, logs.length);
  const { middle } = misfit(perToken, perThousand);
  const firstTokenMs = exp(middle);
  return {
    firstTokenMs,
    perTokenMs: perToken * firstTokenMs,
    prefillMs: perThousand * firstTokenMs,
    ratios: rest.map((value) => exp(value - middle)),
  };
}

/** Input tokens that differ by less than this, in thousands, say nothing of prompts of another length. */
const leastSpread = 1;

/** Uncached input tokens in thousands; all 0 where they are too much alike to say what more of them would take. */
function uncachedThousands(requests: readonly CapturedRequest[]): Float64Array {
  const thousands = Float64Array.from(
    requests,
    ({ inputTokens = 0, cachedInputTokens }) => Math.max(0, inputTokens - cachedInputTokens) / 1000,
  );
  const ordered = thousands.toSorted();
  return quantile(ordered, 0.9) - quantile(ordered, 0.1) >= leastSpread ? thousands : thousands.fill(0);
}

type Terms = readonly [perToken: number, perThousand: number];

/** The terms with the least misfit. One that does not make the replies much likelier is 0. */
function fitTerms(misfit: (...terms: Terms) => number, count: number): Terms {
  let best: Terms = [0, 0];
  const improve = (terms: Terms) => {
    if (misfit(...terms) < misfit(...best)) best = terms;
  };
  for (const term of grid) improve([term, 0]);
  for (const term of grid) improve([best[0], term]);
  // A first token that is too short makes both too large: they are moved alone and together.
  for (let width = 1.5; width > 1.001; width = width ** 0.7) {
    for (let round = 0; round < rounds; round += 1) {
      for (const factor of [width, 1 / width]) {
        improve([best[0] * factor, best[1]]);
        improve([best[0], best[1] * factor]);
        improve([best[0] * factor, best[1] * factor]);
      }
    }
  }
  const isLikelier = (than: Terms) => 2 * count * log(misfit(...than) / misfit(...best)) > evidence;
  if (best[1] > 0 && !isLikelier([best[0], 0])) return fitTerms((perToken) => misfit(perToken, 0), count);
  return isLikelier([0, best[1]]) ? best : [0, best[1]];
}

const grid = Array.from({ length: 21 }, (_, step) => 10 ** (step / 4 - 4));
