import type { Usage } from '../turn/usage.js';
import type { Outcome } from './outcome.js';

/** What is known of a request when it starts. */
export interface RequestStart {
  /** The endpoint's name in statistics, `completions` for one. */
  readonly endpoint: string;
  readonly model: string;
  readonly streaming: boolean;
  /** Monotonic milliseconds. */
  readonly atMs: number;
  /** What the request is called in headers and logs. */
  readonly id?: string | undefined;
}

/** Everything that is known of a request once it is over. Plain data. */
export interface FinishedRequest extends RequestStart {
  readonly outcome: Outcome;
  /** The HTTP status that was sent. */
  readonly status: number;
  /** The failure mode or the kind of error; `null` if nothing went wrong. */
  readonly cause: string | null;
  /** What was planned; all 0 if the request did not get as far as a reply. */
  readonly usage: Usage;
  /** Output tokens that were handed to the transport. */
  readonly deliveredTokens: number;
  /** Output tokens that were generated and not delivered. */
  readonly abandonedTokens: number;
  /** Milliseconds; `null` if the request did not stream or had no token. */
  readonly timeToFirstTokenMs: number | null;
  readonly durationMs: number;
}
