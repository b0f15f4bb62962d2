import type { Usage } from '../simulator/usage.js';
import type { Outcome } from './outcome.js';
import type { StatsSnapshot } from './stats-snapshot.js';

/** What is known of a request when it starts. */
export interface RequestStart {
  /** The endpoint's name in statistics, `completions` for one. */
  readonly endpoint: string;
  readonly model: string;
  readonly streaming: boolean;
  /** Monotonic milliseconds. */
  readonly atMs: number;
}

/** The record of one request in progress. */
export interface RequestRecord {
  /** The reply is decided: its tokens count as input, and as generated. */
  planned(usage: Usage): void;
  /** One more output token was handed to the transport, at a monotonic time in milliseconds. */
  delivered(atMs: number): void;
  /** Output tokens that were handed over without an event each: hidden reasoning, or a whole JSON reply. */
  deliveredMany(tokens: number): void;
  /**
   * The request is over. Later calls do nothing.
   * @param status - the HTTP status that was sent; counts as an error from 400 on
   */
  end(outcome: Outcome, atMs: number, status: number): void;
}

/** Keeps the statistics of a running simulator. */
export interface StatsRecorder {
  start(request: RequestStart): RequestRecord;
  /** An event that was due happened this much later, in milliseconds. */
  lag(lateMs: number): void;
  /** Everything so far, as plain data. `atMs` is monotonic. */
  snapshot(atMs: number): StatsSnapshot;
}
