import type { Socket } from 'node:net';
import type { SocketAction, SocketEndpoint, SocketSession, SocketTurn } from '@llmsim/core';
import type { WebSocket } from 'ws';
import { isNestedTooDeeply } from '../delivery/nesting.js';
import { Call, type CallOpening } from '../calls/call.js';
import { runCall } from '../calls/run-call.js';
import { createRequestId } from '../request-context.js';
import { meterMessages } from './meter-messages.js';
import type { SocketTransport } from './message-writer.js';
import type { OpenSocket } from './socket-keeper.js';
import { SocketOutlet } from './socket-outlet.js';

/** A client that has connected, and what it talks to. */
export interface SocketPeer {
  readonly webSocket: WebSocket;
  readonly socket: Socket;
  readonly endpoint: SocketEndpoint;
  readonly session: SocketSession;
}

type Actions = readonly SocketAction[] | Promise<readonly SocketAction[]>;

/** While so many messages wait to be understood, no more are read. */
const waitingLimit = 64;
/** Or messages of so many bytes. */
const waitingBytesLimit = 1_048_576;

/** Close codes of RFC 6455. */
const goingAway = 1001;
const unsupportedData = 1003;
const internalError = 1011;
const tryAgainLater = 1013;

/**
 * Does what the session of a connection wants done, until the connection ends.
 * @param opening - the request that opened the connection: what its head says holds for every turn
 */
export function serveSocket(opening: CallOpening, peer: SocketPeer): void {
  const { engine, context } = opening;
  const { clock, stats, sockets } = engine;
  const { webSocket, socket, endpoint, session } = peer;
  const questions: (() => Actions)[] = [];
  /** Gives back what messages hold that wait. */
  const held = new Set<() => void>();
  const running = new Set<SocketOutlet>();
  const waitingForDrain = new Set<() => void>();
  let isCalling = false;
  let isDraining = false;
  let waitingBytes = 0;
  let isGone = false;
  let isBroken = false;
  let isGoingAway = false;

  const transport: SocketTransport = {
    webSocket,
    socket,
    onDrain: (listener) => waitingForDrain.add(listener),
    onBreak() {
      isBroken = true;
    },
  };

  const meter = meterMessages(
    socket,
    engine.buffers,
    () => regulate(),
    () => webSocket.close(tryAgainLater, 'The message came too slowly (server.buffer_limit).'),
  );

  /** Reads from the client, unless there is enough to do or to send, or no room. */
  const regulate = (): void => {
    const mustWait =
      isDraining || meter.isWaiting || questions.length >= waitingLimit || waitingBytes >= waitingBytesLimit;
    if (mustWait === webSocket.isPaused) return;
    if (mustWait) webSocket.pause();
    else webSocket.resume();
  };

  /** Asks the session what a message means. */
  const receive = (data: Buffer): void => {
    const release = meter.completed();
    held.add(release);
    waitingBytes += data.length;
    void ask(() => {
      const message = readMessage(data);
      waitingBytes -= data.length;
      held.delete(release);
      release();
      regulate();
      return session.receive(message, clock.wallMs());
    });
  };

  /** Asks the session one thing after another, also where it answers later. */
  const ask = async (next: () => Actions): Promise<void> => {
    questions.push(next);
    regulate();
    if (isCalling) return;
    isCalling = true;
    try {
      for (
        let question = questions.shift();
        question !== undefined && !isGone;
        question = questions.shift()
      ) {
        regulate();
        const actions = question();
        perform(actions instanceof Promise ? await actions : actions);
        if (socket.writableNeedDrain) await drained();
      }
    } catch (error) {
      engine.reportDefect(error);
      webSocket.close(internalError);
    }
    isCalling = false;
    closeIfDone();
  };

  /** Resolves when the client reads what was sent, or leaves: until then, nothing more is read from it. */
  const drained = (): Promise<void> => {
    isDraining = true;
    regulate();
    return new Promise((resolve) => {
      const goOn = () => {
        socket.off('drain', goOn);
        socket.off('close', goOn);
        isDraining = false;
        regulate();
        resolve();
      };
      socket.on('drain', goOn);
      socket.on('close', goOn);
    });
  };

  const perform = (actions: readonly SocketAction[]): void => {
    for (const action of actions) {
      if (isGone) return;
      if (action.type === 'send') webSocket.send(action.message);
      else if (action.type === 'turn') void start(action.turn);
      else webSocket.close(action.code, action.reason);
    }
  };

  const start = async (turn: SocketTurn): Promise<void> => {
    const { exchange } = turn;
    const { headers, query, params, tenant } = context;
    const call = new Call({
      ...opening,
      context: { requestId: createRequestId(), acceptedAtMs: clock.wallMs(), headers, query, params, tenant },
      acceptedAtMs: clock.nowMs(),
      method: undefined,
      path: undefined,
    });
    const outlet = new SocketOutlet(call, turn, transport);
    running.add(outlet);
    engine.heartbeat.touch();
    const { outcome, failure } = await runCall(call, outlet, () =>
      Promise.resolve({ type: 'turn', exchange }),
    );
    running.delete(outlet);
    if (!isGone) void ask(() => session.turnEnded(turn, outcome, clock.wallMs(), failure));
  };

  const closeIfDone = (): void => {
    if (isGoingAway && running.size === 0 && !isCalling) webSocket.close(goingAway);
  };

  const open: OpenSocket = {
    expiresAtMs: clock.nowMs() + endpoint.maxConnectionMs,
    expire: () => void ask(() => session.expired()),
    goAway() {
      isGoingAway = true;
      closeIfDone();
    },
  };
  sockets.add(open);
  stats.socketOpened();
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) webSocket.close(unsupportedData, 'Messages are text.');
    else if (!isGoingAway) receive(data as Buffer);
  });
  webSocket.on('error', () => {
    // The client broke the protocol or the connection: `close` follows.
  });
  webSocket.on('close', () => {
    isGone = true;
    meter.close();
    for (const release of held) release();
    sockets.delete(open);
    stats.socketClosed();
    for (const outlet of running) outlet.leave(isBroken);
  });
  socket.on('drain', () => {
    const listeners = [...waitingForDrain];
    waitingForDrain.clear();
    for (const listener of listeners) listener();
  });
}

/** The text of a message. One that is nested too deeply to be read is passed on as none, which is not JSON either. */
function readMessage(data: Buffer): string {
  const text = data.toString('utf8');
  try {
    return isNestedTooDeeply(JSON.parse(text), text.length) ? '' : text;
  } catch {
    return '';
  }
}
