import type { Distribution } from './distributions/distribution.js';
import { logNormalAround } from './distributions/log-normal.js';
import { mixture } from './distributions/mixture.js';
import { assumed, llmPerf, modelStats, type CitedPercentiles, type FigureSource } from './figure-source.js';

/** How times to first token spread around their median: a log-normal body, and a share of slow requests. */
export interface Tail {
  /** Standard deviation of the logarithms in the body. */
  readonly sigma: number;
  /** The share of slow requests, and how many times slower their median is than the body's. */
  readonly slow: readonly [share: number, factor: number];
  /** The median of the whole as a multiple of the body's: the slow part pulls it up a little. */
  readonly pull: number;
  readonly source: FigureSource;
  readonly cited?: CitedPercentiles | undefined;
}

/** Standard deviation of the logarithms among the slow requests. Assumed. */
const slowSigma = 0.3;

/** A tail whose four parameters were fitted to published percentiles, in milliseconds. */
function published(
  p50: number,
  p95: number,
  p99: number,
  [sigma, share, factor, pull]: readonly [number, number, number, number],
) {
  return { sigma, slow: [share, factor], pull, source: modelStats, cited: { p50, p95, p99 } } as const;
}

/** The tails that profiles have. */
export const tails = {
  gpt4o: published(639, 1144, 4517, [0.32, 0.015, 8.1, 1.0061]),
  gpt4oMini: published(536, 844, 4461, [0.26, 0.011, 12.5, 1.0036]),
  gpt41: published(726, 1220, 1946, [0.3, 0.011, 3.7, 1.0042]),
  gpt41Mini: published(661, 1087, 2169, [0.28, 0.013, 4.1, 1.0046]),
  haiku45: published(541, 1591, 4117, [0.38, 0.049, 6.1, 1.0249]),
  sonnet46: published(941, 2939, 4787, [0.34, 0.07, 3.9, 1.0326]),
  opus46: published(1626, 2420, 3797, [0.22, 0.017, 2.5, 1.0048]),
  flash25: published(477, 776, 1309, [0.28, 0.011, 4.1, 1.0039]),
  flashLite25: published(311, 1142, 3080, [0.44, 0.049, 7.9, 1.0288]),
  deepSeekV3: published(1479, 1926, 2492, [0.16, 0.011, 2.3, 1.0022]),
  /** The median of the ten above: p95 is 1.66 times the median, p99 4.2 times. */
  typical: {
    sigma: 0.28,
    slow: [0.017, 4.5],
    pull: 1.0061,
    source: assumed(
      'p95 1.66 and p99 4.2 times the median, as in the middle of ten models that were measured',
    ),
  },
  llama2: { sigma: 0.122, slow: [0.01, 1.2], pull: 1.0015, source: llmPerf, cited: { p50: 636, p95: 778 } },
} as const satisfies Record<string, Tail>;

/** The distribution of a time to first token with that median, in milliseconds, and that tail. */
export function firstTokenTime(median: number, { sigma, slow: [share, factor], pull }: Tail): Distribution {
  const body = median / pull;
  return mixture([
    { weight: 1 - share, distribution: logNormalAround(body, sigma) },
    { weight: share, distribution: logNormalAround(body * factor, slowSigma) },
  ]);
}
