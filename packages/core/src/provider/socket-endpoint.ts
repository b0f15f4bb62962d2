import type { ApiFailure } from '../errors/api-failure.js';
import type { Outcome } from '../stats/outcome.js';
import type { Exchange, RequestContext } from './exchange.js';
import type { StreamFraming } from './stream-encoder.js';

/** An endpoint that speaks over a WebSocket. */
export interface SocketEndpoint {
  readonly type: 'socket';
  /** The key under which statistics count its turns. */
  readonly name: string;
  readonly path: string;
  /** How long a connection may last, in milliseconds. */
  readonly maxConnectionMs: number;
  /**
   * A client has connected. One session for each connection.
   * @throws RequestError to refuse it with an HTTP reply
   */
  connect(context: RequestContext): SocketSession;
}

/** One turn that a session asks for. */
export interface SocketTurn {
  readonly exchange: Exchange;
  readonly framing: StreamFraming;
  /** The message that says that the turn failed before it began. */
  encodeFailure(failure: ApiFailure): string;
}

/** What a session wants done, in order. */
export type SocketAction =
  | { readonly type: 'send'; readonly message: string }
  | { readonly type: 'turn'; readonly turn: SocketTurn }
  | { readonly type: 'close'; readonly code: number; readonly reason: string };

/** A text message that a client sent. */
export interface SocketMessage {
  /** What its JSON says; `undefined`: it is not JSON, or nested too deeply. */
  readonly value: unknown;
  /** How long it was: about what keeping it takes. */
  readonly bytes: number;
  /** Wall time in milliseconds. */
  readonly receivedAtMs: number;
}

/** The conversation of one connection. Sans I/O: it says what to do, the server does it. */
export interface SocketSession {
  /** About how many bytes of messages and conversations it keeps for later. Turns under way do not count. */
  readonly keptBytes: number;
  receive(message: SocketMessage): readonly SocketAction[] | Promise<readonly SocketAction[]>;
  /**
   * A turn that the session asked for is over, at a wall time in milliseconds: turns that waited for it begin then.
   * `failure` is set if it failed before it began.
   */
  turnEnded(
    turn: SocketTurn,
    outcome: Outcome,
    endedAtMs: number,
    failure?: ApiFailure,
  ): readonly SocketAction[] | Promise<readonly SocketAction[]>;
  /** The connection has reached its age limit. */
  expired(): readonly SocketAction[];
}
