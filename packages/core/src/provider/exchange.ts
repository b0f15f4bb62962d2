import type { Responder } from '../responders/responder.js';
import type { Outcome } from '../stats/outcome.js';
import type { PlannedReply } from '../turn/response-plan.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { TurnEvent } from '../turn/turn-event.js';
import type { StreamEncoder, StreamFraming } from './stream-encoder.js';
import type { LongWireResponse, WireResponse } from './wire-response.js';

/** What the server knows of a request besides its body. */
export interface RequestContext {
  /** Identifies the request in headers and logs: `req_` and 32 hexadecimal digits. */
  readonly requestId: string;
  /** When the request was accepted: wall time in milliseconds. */
  readonly acceptedAtMs: number;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The last value of each query parameter. */
  readonly query: Readonly<Record<string, string>>;
  /** The values of the path's `:parameters`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /**
   * Whose request it is: what one tenant stored, no other one can read, continue or delete. `undefined`, for requests
   * without a key and where tenants are not kept apart, is a tenant too.
   */
  readonly tenant?: string | undefined;
  /**
   * Takes a long computation step by step, while others get their turns. Rejects if nobody wants the result any more.
   * `undefined`: there are no others, and all steps may be taken at once.
   */
  readonly inSteps?: (<T>(steps: Steps<T>) => Promise<T>) | undefined;
}

/**
 * One request that asks for a turn, read and checked, with the functions that put the reply on its wire. Both
 * encode the same plan, so a streamed reply and a whole one agree.
 */
export interface Exchange {
  readonly request: SimRequest;
  readonly streaming: boolean;
  /**
   * The whole reply.
   * @param atMs - when it is sent: wall time in milliseconds. By default when it is due by plan.
   */
  encodeReply(reply: PlannedReply, atMs?: number): WireResponse;
  /**
   * The whole reply in pieces, if it is so long that making it at once would hold others up; `undefined`: it is not.
   * By default no reply is.
   * @param atMs - as for `encodeReply`
   */
  encodeLongReply?(reply: PlannedReply, atMs?: number): LongWireResponse | undefined;
  /** The encoder of one stream. */
  createEncoder(reply: PlannedReply, framing: StreamFraming): StreamEncoder;
  /**
   * Present if the turn runs on its own, whether or not anybody listens (a background response): what is answered
   * at once if the request does not stream.
   */
  encodeAccepted?(reply: PlannedReply): WireResponse;
  /**
   * Present if a turn that runs on its own may be cancelled by another call: calls back when it is, at once if it was.
   * Nothing more of it is sent then.
   */
  onCancelled?(listener: () => void): void;
  /**
   * May answer the request before all others, except one that the request's controls bring: what the API itself does
   * with certain requests.
   */
  readonly responder?: Responder | undefined;
  /**
   * Called with each event of a turn that runs on its own, when it happens, whether or not anybody listens. For what
   * others may ask about it while it runs.
   * @param atMs - wall time in milliseconds
   */
  happened?(reply: PlannedReply, event: TurnEvent, atMs: number): void;
  /** The reply is decided and about to be played. For what must be remembered from the start. */
  begin?(reply: PlannedReply): void | Promise<void>;
  /** The turn is over, or was given up. For what must be remembered afterwards. Called exactly once after `begin`. */
  finish?(reply: PlannedReply, outcome: Outcome): void | Promise<void>;
}
