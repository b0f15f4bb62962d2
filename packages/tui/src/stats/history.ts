import type { LatencySummary } from '@llmsim/core';
import type { ShownSnapshot } from './server-stats.js';

/** What happened in one second of the dashboard's own time. */
export interface HistorySecond {
  /** Whole seconds of the dashboard's monotonic time. */
  readonly second: number;
  readonly requests: number;
  readonly tokens: number;
  /** Requests that ended in it, and the sum of how long they took, in milliseconds. */
  readonly ended: number;
  readonly endedMs: number;
  /** The server's percentiles of the minute before its end, in milliseconds; undefined if nothing ended in it. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  readonly firstTokenP50: number | undefined;
  readonly firstTokenP95: number | undefined;
}

/** Seconds in ascending order. Those in which the server did not answer are missing. */
export type History = readonly HistorySecond[];

/** A snapshot and when it was received, in milliseconds of monotonic time. */
export interface Reading {
  readonly atMs: number;
  readonly snapshot: ShownSnapshot;
}

/** How far back the history reaches. */
const historySeconds = 600;

/** Whole seconds of uptime and a slow network move the computed time of start by less than this. */
const startToleranceMs = 2500;

/** Whether the server was started anew between two readings, so that its counters began again at 0. */
export function hasRestarted(before: Reading, after: Reading): boolean {
  const startedMs = (reading: Reading) => reading.atMs - reading.snapshot.uptime_secs * 1000;
  return (
    after.snapshot.total_requests < before.snapshot.total_requests ||
    after.snapshot.total_tokens < before.snapshot.total_tokens ||
    startedMs(after) - startedMs(before) > startToleranceMs
  );
}

interface Counts {
  readonly requests: number;
  readonly tokens: number;
  readonly ended: number;
  readonly endedMs: number;
}

function countsOf({ snapshot }: Reading): Counts {
  const { count, avg } = snapshot.latency.duration_ms;
  return {
    requests: snapshot.total_requests,
    tokens: snapshot.tokens.delivered,
    ended: count,
    endedMs: count * avg,
  };
}

function countsBetween(before: Reading, after: Reading): Counts {
  const [from, to] = [countsOf(before), countsOf(after)];
  return {
    requests: Math.max(0, to.requests - from.requests),
    tokens: Math.max(0, to.tokens - from.tokens),
    ended: Math.max(0, to.ended - from.ended),
    endedMs: Math.max(0, to.endedMs - from.endedMs),
  };
}

function quantilesOf({ latency }: ShownSnapshot) {
  const { duration_ms: duration, time_to_first_token_ms: firstToken } = latency.last_minute;
  const measured = (summary: LatencySummary, quantile: 'p50' | 'p95' | 'p99') =>
    summary.count === 0 ? undefined : summary[quantile];
  return {
    p50: measured(duration, 'p50'),
    p95: measured(duration, 'p95'),
    p99: measured(duration, 'p99'),
    firstTokenP50: measured(firstToken, 'p50'),
    firstTokenP95: measured(firstToken, 'p95'),
  };
}

/**
 * The history with what happened between two readings. What was counted is spread evenly over the time between
 * them, so that the rate of a second does not depend on how often the server is asked. After a restart everything
 * the server has counted happened within its uptime.
 * @param before - undefined for the first reading, of which only percentiles are kept
 */
export function extendHistory(history: History, before: Reading | undefined, after: Reading): History {
  const restarted = before !== undefined && hasRestarted(before, after);
  const counts = restarted
    ? countsOf(after)
    : before === undefined
      ? { requests: 0, tokens: 0, ended: 0, endedMs: 0 }
      : countsBetween(before, after);
  const uptimeMs = after.snapshot.uptime_secs * 1000;
  const fromMs = Math.max(
    before?.atMs ?? after.atMs,
    restarted ? after.atMs - uptimeMs : 0,
    after.atMs - historySeconds * 1000,
  );
  const spanMs = after.atMs - fromMs;
  const last = Math.floor(after.atMs / 1000);
  const seconds = new Map(history.map((entry) => [entry.second, entry]));
  for (let second = Math.floor(fromMs / 1000); second <= last; second += 1) {
    const overlapMs = Math.min(after.atMs, (second + 1) * 1000) - Math.max(fromMs, second * 1000);
    const share = spanMs > 0 ? Math.max(0, overlapMs) / spanMs : 1;
    const old = seconds.get(second);
    seconds.set(second, {
      second,
      requests: (old?.requests ?? 0) + counts.requests * share,
      tokens: (old?.tokens ?? 0) + counts.tokens * share,
      ended: (old?.ended ?? 0) + counts.ended * share,
      endedMs: (old?.endedMs ?? 0) + counts.endedMs * share,
      ...quantilesOf(after.snapshot),
    });
  }
  return [...seconds.values()].filter(({ second }) => second > last - historySeconds);
}

/**
 * The history in columns of a chart, oldest first, each the mean of its seconds; undefined where nothing is known.
 * The second that is not over yet is left out.
 */
export function historyColumns(
  history: History,
  options: {
    readonly nowMs: number;
    readonly columns: number;
    readonly secondsPerColumn: number;
    readonly valueOf: (second: HistorySecond) => number | undefined;
  },
): readonly (number | undefined)[] {
  const { columns, secondsPerColumn, valueOf } = options;
  // Columns begin at multiples of their length, so that a chart moves without flickering.
  const end = Math.floor(options.nowMs / 1000 / secondsPerColumn) * secondsPerColumn;
  const first = end - columns * secondsPerColumn;
  const sums = new Array<number>(columns).fill(0);
  const known = new Array<number>(columns).fill(0);
  for (const entry of history) {
    const column = Math.floor((entry.second - first) / secondsPerColumn);
    const value = column >= 0 && column < columns ? valueOf(entry) : undefined;
    if (value === undefined) continue;
    sums[column] = (sums[column] ?? 0) + value;
    known[column] = (known[column] ?? 0) + 1;
  }
  return sums.map((sum, column) => {
    const count = known[column] ?? 0;
    return count === 0 ? undefined : sum / count;
  });
}

/** The last whole seconds of which something is known. */
function lastSeconds(history: History, nowMs: number, seconds: number): History {
  const end = Math.floor(nowMs / 1000);
  return history.filter(({ second }) => second < end && second >= end - seconds);
}

/**
 * The mean rate over the last whole seconds.
 * @returns 0 while nothing is known
 */
export function recentRate(
  history: History,
  nowMs: number,
  seconds: number,
  valueOf: (second: HistorySecond) => number,
): number {
  const recent = lastSeconds(history, nowMs, seconds);
  return recent.length === 0 ? 0 : recent.reduce((sum, entry) => sum + valueOf(entry), 0) / recent.length;
}

/**
 * The highest rate of any of the last whole seconds, so never below that of the last one.
 * @returns 0 while nothing is known
 */
export function recentPeak(
  history: History,
  nowMs: number,
  seconds: number,
  valueOf: (second: HistorySecond) => number,
): number {
  return lastSeconds(history, nowMs, seconds).reduce((peak, entry) => Math.max(peak, valueOf(entry)), 0);
}

/** How many whole seconds ago the history begins; 0 while it is empty. */
export function knownSeconds(history: History, nowMs: number): number {
  const [first] = history;
  return first === undefined ? 0 : Math.max(0, Math.floor(nowMs / 1000) - first.second);
}
