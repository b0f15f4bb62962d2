import type { TurnEvent } from '../turn/turn-event.js';

/** How one message of a stream is put on the transport. */
export interface StreamFraming {
  /** What precedes the message of the given event name (`undefined` where the API has none). */
  before(eventName: string | undefined): string;
  /** What follows it. */
  readonly after: string;
  /** Whether the stream itself says when it is over (`[DONE]`), as over HTTP and not over a WebSocket. */
  readonly terminated: boolean;
  /** Whether the messages are kept and not sent: then log probabilities are left out where they would be most of them. */
  readonly isKept?: boolean | undefined;
}

/**
 * Turns the events of one stream into frames. Sans I/O: it has no clock and no socket. One for each stream. Each
 * frame is sent by one write.
 */
export interface StreamEncoder {
  /**
   * The frames of an event. A `part-delta` has one at most, and may be encoded well before it is due and though it may
   * never be sent; every other event is encoded when it is due.
   * @param atMs - when it happens: wall time in milliseconds. By default when it is due by plan.
   */
  encode(event: TurnEvent, atMs?: number): readonly string[];
  /**
   * The same text, in pieces that end anywhere and are made when they are asked for, if the frames of an event are so
   * long that making them at once would hold others up; `undefined`: they are not. Asked first, for events other than
   * `part-delta`, and only where a frame may be sent by several writes. By default no frames are.
   */
  encodeInPieces?(event: TurnEvent, atMs?: number): Iterable<string> | undefined;
  /** What remains to be sent after the last event. */
  close(): readonly string[];
}
