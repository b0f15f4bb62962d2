import type { ApiFailure, RateLimitScope } from '../errors/api-failure.js';
import type { AnswerExchange } from './answer-exchange.js';
import type { Exchange, RequestContext } from './exchange.js';
import type { SocketEndpoint } from './socket-endpoint.js';
import type { LongWireResponse, WireReplay, WireResponse } from './wire-response.js';

/** An endpoint whose answer is a simulated turn. */
export interface GenerationEndpoint {
  readonly type: 'generation';
  /** The key under which statistics count it, `completions` or `responses` for instance. */
  readonly name: string;
  readonly method: 'POST';
  /** Relative to the provider's base path, in Express's syntax. */
  readonly path: string;
  /** @throws RequestError if the body is not what the endpoint accepts */
  parse(body: unknown, context: RequestContext): Exchange | Promise<Exchange>;
}

/**
 * An endpoint whose answer is no turn, but costs, takes time, fails and is accounted for as one: embeddings,
 * moderations, images, token counts.
 */
export interface AnswerEndpoint {
  readonly type: 'answer';
  /** The key under which statistics count it, `embeddings` for instance. */
  readonly name: string;
  readonly method: 'POST';
  /** Relative to the provider's base path, in Express's syntax. */
  readonly path: string;
  /** @throws RequestError if the body is not what the endpoint accepts */
  parse(body: unknown, context: RequestContext): AnswerExchange | Promise<AnswerExchange>;
}

/** An endpoint that answers at once and free of charge, from what is known or stored. */
export interface LookupEndpoint {
  readonly type: 'lookup';
  /** The key under which statistics count it; `lookup` by default. */
  readonly name?: string | undefined;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** `body` is `undefined` for GET and DELETE. @throws RequestError */
  answer(body: unknown, context: RequestContext): LookupAnswer | Promise<LookupAnswer>;
}

/** What a lookup answers: a whole reply, or the frames of a stream that is still going on. */
export type LookupAnswer = WireResponse | LongWireResponse | WireReplay;

export type Endpoint = GenerationEndpoint | AnswerEndpoint | LookupEndpoint | SocketEndpoint;

/** What the server knows of a request that failed, however early. */
export interface FailureContext {
  readonly requestId: string;
  /** Upper case; `undefined` on a transport without methods. */
  readonly method?: string | undefined;
  /** The path of the URL, from the root and without the query. */
  readonly path?: string | undefined;
  /** Lower-case header names. */
  readonly headers?: RequestContext['headers'] | undefined;
}

/** One limit on the use of an API, as its reply headers state it. */
export interface RateLimitState {
  /** Units a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until all of it is there again. */
  readonly resetMs: number;
}

/** What is left of each limit that is kept. */
export type RateLimitStates = { readonly [Scope in RateLimitScope]?: RateLimitState | undefined };

/** What the headers of a reply state. */
export interface ReplyFacts {
  readonly requestId: string;
  /** Milliseconds from accepting the request to the head of the reply. */
  readonly processingMs: number;
  /** When the head of the reply is sent: wall time in milliseconds. */
  readonly sentAtMs: number;
  /** `undefined`: nobody counts, so the provider states generous limits. */
  readonly rateLimits?: RateLimitStates | undefined;
}

/** One vendor's API. The server mounts it without knowing which it is. */
export interface Provider {
  /** Lower case, `openai` for one. */
  readonly name: string;
  /** Where its paths begin, `/openai/v1` for one. */
  readonly basePath: string;
  /**
   * Paths from the root at which its endpoints of the same paths stand too, and those below them, unless another
   * provider stands there: `/v1/messages` for one. By default there are none.
   */
  readonly rootPaths?: readonly string[] | undefined;
  readonly endpoints: readonly Endpoint[];
  /**
   * An error as this API formats it. A failure without `message` gets that of its kind: `invalid-request` without any
   * other field means that the body is not JSON; `not-found` and `method-not-allowed` name `method` and `path`;
   * `authentication` means a missing key if the headers have none, and a wrong key if they have one.
   */
  encodeFailure(failure: ApiFailure, context: FailureContext): WireResponse;
  /** Headers that every reply of this API has, whatever its status. Lower-case names. */
  replyHeaders?(facts: ReplyFacts): Readonly<Record<string, string>>;
}
