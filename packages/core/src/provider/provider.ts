import type { ApiFailure } from '../errors/api-failure.js';
import type { PlannedReply } from '../simulator/response-plan.js';
import type { SimRequest } from '../simulator/sim-request.js';
import type { StreamEncoder, StreamFraming } from './stream-encoder.js';
import type { WireResponse } from './wire-response.js';

/** What the server knows of a request besides its body. */
export interface RequestContext {
  /** Identifies the request in headers and logs: `req_` and 32 hexadecimal digits. */
  readonly requestId: string;
  /** When the request was accepted: wall time in seconds, whole. */
  readonly createdSeconds: number;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The last value of each query parameter. */
  readonly query: Readonly<Record<string, string>>;
  /** The values of the path's `:parameters`, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * One request that asks for a turn, read and checked, with the functions that put the reply on its wire. Both
 * encode the same plan, so a streamed reply and a whole one agree.
 */
export interface Exchange {
  readonly request: SimRequest;
  readonly streaming: boolean;
  /** The whole reply. */
  encodeReply(reply: PlannedReply): WireResponse;
  /** The encoder of one stream. */
  createEncoder(reply: PlannedReply, framing: StreamFraming): StreamEncoder;
}

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

/** An endpoint that answers at once, from what is known or stored. */
export interface LookupEndpoint {
  readonly type: 'lookup';
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** `body` is `undefined` for GET and DELETE. @throws RequestError */
  answer(body: unknown, context: RequestContext): WireResponse | Promise<WireResponse>;
}

export type Endpoint = GenerationEndpoint | LookupEndpoint;

/** One vendor's API. The server mounts it without knowing which it is. */
export interface Provider {
  /** Lower case, `openai` for one. */
  readonly name: string;
  /** Where its paths begin, `/openai/v1` for one. */
  readonly basePath: string;
  readonly endpoints: readonly Endpoint[];
  /** An error as this API words it. */
  encodeFailure(failure: ApiFailure, context: { readonly requestId: string }): WireResponse;
}
