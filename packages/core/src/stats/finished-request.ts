import type { Usage } from '../turn/usage.js';
import type { Outcome } from './outcome.js';

/** What is known of a request when it starts. */
export interface RequestStart {
  /** The endpoint's name in statistics, `completions` for one. */
  readonly endpoint: string;
  /** `undefined`: the request asks no model, or none that could be read. */
  readonly model: string | undefined;
  readonly streaming: boolean;
  /** Monotonic milliseconds. */
  readonly atMs: number;
  /** What the request is called in headers and logs. */
  readonly id?: string | undefined;
  /** The HTTP method and path as they were asked for; `undefined` for a turn of a WebSocket. */
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  /** The test that it belongs to; `undefined`: none is named. */
  readonly test?: string | undefined;
}

/** The failure that a client saw, for the log. */
export interface FailureDetail {
  readonly message?: string | undefined;
  /** The field of the request that is at fault. */
  readonly param?: string | undefined;
}

/** The chunks of one stream. The lists are of the same length. */
export interface ChunkTimes {
  /** When each was delivered, in milliseconds after the start of the request. */
  readonly atMs: readonly number[];
  /** How many output tokens each has. */
  readonly tokens: readonly number[];
}

/** Everything that is known of a request once it is over. Plain data. */
export interface FinishedRequest extends RequestStart {
  readonly outcome: Outcome;
  /** The HTTP status that was sent. */
  readonly status: number;
  /** The failure mode or the kind of error; `null` if nothing went wrong. */
  readonly cause: string | null;
  /** The error that the client saw; `undefined` if it saw none. */
  readonly failure?: FailureDetail | undefined;
  /** What was planned; all 0 if the request did not get as far as a reply. */
  readonly usage: Usage;
  /** Output tokens that were handed to the transport. */
  readonly deliveredTokens: number;
  /** The chunks of a stream that these tokens were in; 0 if it did not stream. Absent: nobody counted them. */
  readonly deliveredChunks?: number | undefined;
  /** When these chunks were delivered. Absent: nobody wrote it down. */
  readonly chunkTimes?: ChunkTimes | undefined;
  /** Output tokens that were generated and not delivered. */
  readonly abandonedTokens: number;
  /** Milliseconds; `null` if the request did not stream or had no token. */
  readonly timeToFirstTokenMs: number | null;
  readonly durationMs: number;
}
