import type { LagState } from './lag-monitor.js';
import type { HistogramState } from './latency-histogram.js';
import type { Outcome } from './outcome.js';

/** What statistics count for one model or endpoint. */
export interface GroupState {
  readonly requests: number;
  readonly active: number;
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** How many requests completed, and how long these took together. */
  readonly completed: number;
  readonly completedMs: number;
  /** Of its streaming requests. */
  readonly timeToFirstToken: HistogramState;
}

/** What took how long. */
export interface LatencyState {
  /** Of requests that completed without an error. */
  readonly duration: HistogramState;
  readonly timeToFirstToken: HistogramState;
  readonly interToken: HistogramState;
}

/** A request that went wrong. */
export interface FailureState {
  /** How long ago, in milliseconds. */
  readonly agoMs: number;
  readonly endpoint: string;
  /** `null` if the request named none. */
  readonly model: string | null;
  readonly status: number;
  readonly outcome: Outcome;
  readonly cause: string | null;
}

/**
 * Everything that a recorder knows at one moment, as plain data that survives JSON. States of several processes add
 * up to the state of all: it holds ages rather than times, and histograms rather than percentiles.
 */
export interface StatsState extends LatencyState {
  readonly uptimeMs: number;
  readonly requests: number;
  readonly active: number;
  readonly streaming: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly inputTokens: number;
  readonly tokens: { readonly generated: number; readonly delivered: number; readonly abandoned: number };
  /** Chunks of streams that were delivered, each with a token or more. */
  readonly chunks: number;
  /** Requests that ended with a status of 400 or more, by status. */
  readonly errors: Readonly<Record<string, number>>;
  /** Requests that started in the last 60 s. */
  readonly recentRequests: number;
  /** Output tokens delivered in the last 60 s. */
  readonly recentTokens: number;
  /** The latencies of about the last 60 s alone. */
  readonly lastMinute: LatencyState;
  readonly endpoints: Readonly<Record<string, GroupState>>;
  readonly models: Readonly<Record<string, GroupState>>;
  readonly scheduler: LagState;
  readonly sockets: {
    readonly open: number;
    /** Opened so far. */
    readonly total: number;
  };
  /** The newest first. */
  readonly failures: readonly FailureState[];
}

/** How many of the last failures are kept. */
export const failureLimit = 20;
