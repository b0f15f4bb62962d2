import type { ApiFailure } from '../errors/api-failure.js';
import type { Seed } from '../random/seeded-random.js';
import type { FrameDamage } from './frame-damage.js';
import type { Timeline } from './timeline.js';
import type { SimulatedTurn } from './simulated-turn.js';
import type { Usage } from './usage.js';

/** How the connection ends after the last event: as it should, by FIN, by RST, or not at all. */
export type Ending = 'complete' | 'disconnect' | 'reset' | 'hang';

/** A reply that arrives slowly, however little of it there is. Over a WebSocket messages stay whole. */
export interface Trickle {
  /** Bytes of one write, at least 1. */
  readonly bytes: number;
  /** Milliseconds between two writes. */
  readonly everyMs: number;
}

/**
 * How a WebSocket ends: by a close frame with a code, in the middle of a message, or as at the limit of its age, once the
 * reply is over.
 */
export type SocketEnd =
  { readonly type: 'close'; readonly code: number } | { readonly type: 'cut' } | { readonly type: 'expire' };

/** A reply to be sent as it is: nothing is added to its headers, not even those that are missing. */
export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A turn that will be played. */
export interface PlannedReply {
  readonly type: 'reply';
  /** One turn for each choice asked for. */
  readonly turns: readonly SimulatedTurn[];
  readonly usage: Usage;
  /** The events with their times, relative to the moment the request was accepted. Restartable. */
  readonly timeline: Timeline;
  readonly ending: Ending;
  /** What is done to the frames, one after another; `undefined`: they are sent as they are. */
  readonly damage?: readonly FrameDamage[] | undefined;
  /** How slowly it is written; `undefined`: each frame when it is due. */
  readonly trickle?: Trickle | undefined;
  /** Whether the head of a reply that is not streamed is sent at once, and its body when it is due; by default together. */
  readonly hasEarlyHead?: boolean | undefined;
  /** Milliseconds from accepting the request to the head of the reply, at least; `undefined`: no wait. */
  readonly headAfterMs?: number | undefined;
  /** How the WebSocket ends that the reply is sent over; `undefined`: as `ending` says. Nothing to any other client. */
  readonly socketEnd?: SocketEnd | undefined;
  /** Where the wire draws the ids of this reply from. */
  readonly idSeed: Seed;
  /** The failure modes that were applied, by name and in order; `undefined`: none. */
  readonly fault: string | undefined;
  /** What the schemas of the request ask for and the turns do not follow, in a sentence each; `undefined`: nothing. */
  readonly ignored?: readonly string[] | undefined;
  /** Who decided what is said: a generator's name, `tool-calls`, or what a script calls its rule. */
  readonly answeredBy?: string | undefined;
}

/** An error that will be sent instead of a turn. */
export interface PlannedFailure {
  readonly type: 'failure';
  /** Milliseconds between accepting the request and sending the error. */
  readonly afterMs: number;
  readonly failure: ApiFailure;
  /** What is sent instead of the failure in the words of the API, as a proxy in front of it might. */
  readonly raw?: RawReply | undefined;
  /** How the connection ends instead of an answer; `undefined` or `complete`: it is answered. */
  readonly ending?: Ending | undefined;
  /** The failure mode that chose this. */
  readonly fault: string;
}

/** What will happen to a request: decided before anything is sent, and data that can be printed. */
export type ResponsePlan = PlannedReply | PlannedFailure;
