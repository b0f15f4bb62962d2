import type { Usage } from '../turn/usage.js';
import type { FailureDetail, RequestStart } from './finished-request.js';
import type { Outcome } from './outcome.js';

/** How a request ended. Plain data. */
export interface RequestEnd {
  readonly outcome: Outcome;
  readonly status: number;
  readonly cause: string | null;
  readonly failure: FailureDetail | undefined;
  /** Output tokens. */
  readonly delivered: number;
  readonly firstTokenMs: number | null;
  readonly durationMs: number;
}

/** Something that happened to a request, which is known by its number in its process. Plain data. */
export type JournalEntry =
  | readonly ['start', number: number, request: RequestStart]
  | readonly ['plan', number: number, usage: Usage]
  | readonly ['end', number: number, end: RequestEnd];

/** A request that is not over, as far as it got. Plain data. */
export interface OpenRequest {
  readonly number: number;
  readonly request: RequestStart;
  /** `null`: it was not decided yet. */
  readonly usage: Usage | null;
  /** Output tokens. */
  readonly delivered: number;
}
