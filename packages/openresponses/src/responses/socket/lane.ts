import type { Fields } from '@llmsim/wire';
import type { Item, ResponsesRequest } from '../request/responses-request.js';
import type { SocketRequest } from './read-message.js';
import type { Steer } from './steer-messages.js';

/** What a lane remembers: its latest response, and the items of the conversation up to and including it. */
export interface Memory {
  readonly id: string;
  readonly items: readonly Item[];
  /** About what keeping them takes. */
  readonly bytes: number;
}

/** Turns that follow each other. */
export interface Lane {
  readonly streamId: string | undefined;
  isBusy: boolean;
  latest: Memory | undefined;
  /** Steers that wait for what the client has to bring. */
  pending: readonly Steer[];
}

/** A request that waits for its lane. */
export interface Waiting extends SocketRequest {
  /** How long its message was, in bytes; `undefined`: it has none of its own. */
  readonly bytes?: number;
  readonly lane: Lane;
}

/** A turn that is under way. */
export interface Running {
  readonly lane: Lane;
  readonly body: Fields;
  request: ResponsesRequest | undefined;
  responseId: string | undefined;
  result: Memory | undefined;
  /** What its output waits for before the conversation can go on. */
  required: readonly object[];
  readonly steers: Steer[];
}
