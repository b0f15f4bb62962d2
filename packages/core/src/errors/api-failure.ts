/** What kind of thing went wrong, in no vendor's words. */
export type FailureKind =
  | 'invalid-request'
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'rate-limit'
  | 'quota'
  | 'server-error'
  | 'overloaded'
  | 'timeout';

/** What a limit is on: requests, tokens of both kinds together, or those of one kind. */
export type RateLimitScope = 'requests' | 'tokens' | 'inputTokens' | 'outputTokens';

/** The limit that a `rate-limit` failure ran into. */
export interface RateLimitHit {
  readonly scope: RateLimitScope;
  /** Units a minute. */
  readonly limit: number;
  readonly used: number;
  readonly requested: number;
  /** Milliseconds until the request would fit; `undefined`: it never would. */
  readonly retryAfterMs: number | undefined;
  /** Milliseconds until all of the limit is there again; `undefined`: the API's usual. */
  readonly resetMs?: number | undefined;
}

/** The context window that a request does not fit in. In tokens. */
export interface ContextLengthHit {
  readonly limit: number;
  readonly inputTokens: number;
  /** What the request reserved for the output; `undefined`: the input alone is too long. */
  readonly outputTokens: number | undefined;
}

/**
 * An error that a client is to see. What is `undefined` is filled in by the provider, who also chooses the HTTP status
 * unless `status` says otherwise.
 */
export interface ApiFailure {
  readonly kind: FailureKind;
  readonly message?: string | undefined;
  /** The request's field that is at fault, as the wire spells its path. */
  readonly param?: string | undefined;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  /** The model of the request, where the message names it. */
  readonly model?: string | undefined;
  /** Milliseconds after which a client may try again; becomes `retry-after` and `retry-after-ms`. */
  readonly retryAfterMs?: number | undefined;
  readonly rateLimit?: RateLimitHit | undefined;
  /** Set for the code `context_length_exceeded`. */
  readonly contextLength?: ContextLengthHit | undefined;
}
