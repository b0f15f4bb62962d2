import { createLatencyHistogram, type HistogramState } from './latency-histogram.js';
import type { Verdict } from './stats-snapshot.js';

/** When the simulator stops believing its own timing. Milliseconds. */
export interface LagLimits {
  /** How far back it looks; greater than 0. 10,000 by default: long enough for a percentile, short enough to show that it is over. */
  readonly windowMs: number;
  /**
   * `degraded` if more than 1 % of the events were later than this. 10 by default: half the time between two tokens
   * of a fast model, so that what a client measures begins to differ from the profile.
   */
  readonly degradedLagMs: number;
  /**
   * `invalid` if more than 1 % of the events were later than this. 50 by default: a whole token of a slow model, so
   * that tokens arrive in bunches and a client measures the simulator, not the profile.
   */
  readonly invalidLagMs: number;
}

/** What a `LagMonitor` knows, as plain data. */
export interface LagState {
  readonly verdict: Verdict;
  readonly windowMs: number;
  readonly lateMs: HistogramState;
  /**
   * How long ago an event was late that made the verdict `degraded` or worse, in milliseconds; `null`: that never was.
   */
  readonly degradedAgoMs: number | null;
  /** The same for `invalid`. */
  readonly invalidAgoMs: number | null;
}

/** Watches how late the simulator is. Times are monotonic milliseconds. */
export interface LagMonitor {
  record(lateMs: number, atMs: number): void;
  exportState(atMs: number): LagState;
}

/** The limits that hold unless others are given. */
export const defaultLagLimits: LagLimits = { windowMs: 10_000, degradedLagMs: 10, invalidLagMs: 50 };

// The window moves in steps, so it covers between 4/5 and all of its length.
const steps = 5;

/** @param startedAtMs - the earliest time that will be recorded */
export function createLagMonitor(startedAtMs: number, limits: LagLimits): LagMonitor {
  const { windowMs, degradedLagMs, invalidLagMs } = limits;
  const stepMs = windowMs / steps;
  const ring = Array.from({ length: steps }, (_, step) => ({ step, histogram: createLatencyHistogram() }));
  const stepAt = (atMs: number) => Math.floor((atMs - startedAtMs) / stepMs);
  let current = entryOf(0);
  let endsAtMs = startedAtMs + stepMs;
  /** When the last event was late by more than the limit, and when the last was that changed the verdict. */
  const lastLate = { degraded: -Infinity, invalid: -Infinity };
  const worst = { degraded: -Infinity, invalid: -Infinity };

  function entryOf(step: number) {
    const entry = ring[step % steps] as (typeof ring)[number];
    if (entry.step !== step) {
      entry.step = step;
      entry.histogram.clear();
    }
    return entry;
  }

  /** What holds of the window that ends with a step. */
  function judge(step: number): Pick<LagState, 'verdict' | 'lateMs'> {
    const oldest = step - steps + 1;
    const recent = ring
      .filter((entry) => entry.step >= oldest)
      .map(({ histogram }) => histogram.exportState());
    const late = createLatencyHistogram(...recent);
    const p99 = late.percentile(0.99);
    const verdict = p99 > invalidLagMs ? 'invalid' : p99 > degradedLagMs ? 'degraded' : 'ok';
    if (verdict !== 'ok') worst.degraded = lastLate.degraded;
    if (verdict === 'invalid') worst.invalid = lastLate.invalid;
    return { verdict, lateMs: late.exportState() };
  }

  const agoOf = (whenMs: number, atMs: number) => (whenMs === -Infinity ? null : Math.max(0, atMs - whenMs));

  return {
    record(lateMs, atMs) {
      if (atMs >= endsAtMs) {
        // Before the window moves on: nobody may have asked while it was at its worst.
        judge(current.step);
        const step = stepAt(atMs);
        current = entryOf(step);
        endsAtMs = startedAtMs + (step + 1) * stepMs;
      }
      current.histogram.record(lateMs);
      if (lateMs > degradedLagMs) {
        lastLate.degraded = atMs;
        if (lateMs > invalidLagMs) lastLate.invalid = atMs;
      }
    },
    exportState(atMs) {
      return {
        ...judge(stepAt(atMs)),
        windowMs,
        degradedAgoMs: agoOf(worst.degraded, atMs),
        invalidAgoMs: agoOf(worst.invalid, atMs),
      };
    },
  };
}
