import { ksDistance, ksNoise } from '../fit/ks-distance.js';
import { quantile, sorted } from '../fit/quantile.js';
import type { Comparison } from './replay.js';

/** So many samples a p99 needs: of fewer, it is little more than the largest. */
export const fewestForP99 = 300;

const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** The percentiles that are judged. */
export type Percentile = keyof typeof shares;

export const percentiles = Object.keys(shares) as readonly Percentile[];

/** A percentile of what was captured beside that of what the profile gives. */
export interface PercentileError {
  readonly capturedMs: number;
  readonly profileMs: number;
  /** How far the profile is off, as a share of what was captured. */
  readonly error: number;
}

/** How well a profile gives what was captured. */
export interface Judgement {
  /** Captured values. */
  readonly samples: number;
  /** `null`: too few samples to claim one. */
  readonly errors: Readonly<Record<Percentile, PercentileError | null>>;
  /** The largest distance between the two distributions (Kolmogorov and Smirnov). */
  readonly ks: number;
  /** What the distance of so many samples to their own distribution stays below in 95 of 100 cases: 1.36/√n. */
  readonly ksNoise: number;
}

/** @returns `undefined` if nothing was captured */
export function judge({ captured, simulated }: Comparison): Judgement | undefined {
  if (captured.length === 0 || simulated.length === 0) return undefined;
  // To a microsecond: what adding up loses is no difference.
  const [ofCapture, ofProfile] = [captured, simulated].map((values) =>
    sorted(values.map((value) => Math.round(value * 1000) / 1000)),
  ) as [Float64Array, Float64Array];
  const errorAt = (share: number): PercentileError => {
    const capturedMs = quantile(ofCapture, share);
    const profileMs = quantile(ofProfile, share);
    const off = Math.abs(profileMs - capturedMs);
    return { capturedMs, profileMs, error: off === 0 ? 0 : off / capturedMs };
  };
  return {
    samples: captured.length,
    errors: {
      p50: errorAt(shares.p50),
      p90: errorAt(shares.p90),
      p95: errorAt(shares.p95),
      p99: captured.length < fewestForP99 ? null : errorAt(shares.p99),
    },
    ks: ksDistance(ofCapture, ofProfile),
    ksNoise: ksNoise(captured.length),
  };
}
