import type { Socket } from 'node:net';
import type { SocketAction, SocketEndpoint, SocketSession, SocketTurn } from '@llmsim/core';
import type { WebSocket } from 'ws';
import { Call, type CallOpening } from '../calls/call.js';
import { ClientLeft } from '../calls/client-left.js';
import { runCall } from '../calls/run-call.js';
import { untilDrained } from '../delivery/until-drained.js';
import { createRequestId } from '../request-context.js';
import { meterMessages } from './meter-messages.js';
import { readMessage } from './read-message.js';
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
/** What was read already may hold more messages. With still more, the connection ends. */
const mostWaiting = 2048;

/** How long a client may take to read why its connection ends. Milliseconds. */
const lingerMs = 1000;

/** Close codes of RFC 6455. */
const goingAway = 1001;
const unsupportedData = 1003;
const policyViolation = 1008;
const internalError = 1011;
const tryAgainLater = 1013;

/**
 * Does what the session of a connection wants done, until the connection ends.
 * @param opening - the request that opened the connection: what its head says holds for every turn
 */
export function serveSocket(opening: CallOpening, peer: SocketPeer): void {
  const { engine, context } = opening;
  const { clock, stats, sockets, messageTurns } = engine;
  const { webSocket, socket, endpoint } = peer;
  let { session } = peer;
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
    expire: () => open.expire(),
  };

  const meter = meterMessages(
    socket,
    engine.buffers,
    () => regulate(),
    () => drop(tryAgainLater, 'The message came too slowly (server.buffer_limit).'),
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
    if (release !== undefined) held.add(release);
    waitingBytes += data.length;
    const understand = (value: unknown): Actions => {
      waitingBytes -= data.length;
      if (release !== undefined) held.delete(release);
      release?.();
      regulate();
      return isGone ? [] : session.receive({ value, bytes: data.length, receivedAtMs: clock.wallMs() });
    };
    void ask(() => {
      const value = readMessage(data, engine, () => isGone);
      return value instanceof Promise ? value.then(understand) : understand(value);
    });
    if (questions.length > mostWaiting) drop(policyViolation, 'Too many messages wait for an answer.');
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
        const turn = messageTurns.wait();
        if (turn !== undefined) await turn;
        const actions = question();
        perform(actions instanceof Promise ? await actions : actions);
        sockets.kept(open, session.keptBytes);
        if (socket.writableNeedDrain) await drained();
      }
    } catch (error) {
      if (!(error instanceof ClientLeft)) {
        engine.reportDefect(error);
        drop(internalError, '');
      }
    }
    isCalling = false;
    closeIfDone();
  };

  /** Until the client reads what was sent, nothing more is read from it. */
  const drained = async (): Promise<void> => {
    isDraining = true;
    regulate();
    await untilDrained(socket);
    isDraining = false;
    regulate();
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

  /** The connection is over: nothing of it is kept. */
  const leave = (): void => {
    if (isGone) return;
    isGone = true;
    meter.close();
    for (const release of held) release();
    held.clear();
    questions.length = 0;
    session = goneSession;
    sockets.delete(open);
    stats.socketClosed();
    for (const outlet of running) outlet.leave(isBroken);
  };

  /** Ends the connection, whether or not its client reads. */
  const drop = (code: number, reason: string): void => {
    if (isGone) return;
    webSocket.close(code, reason);
    leave();
    // What is still to come is not wanted, but with unread data in it the connection would be reset, and the client
    // would not read why.
    socket.removeAllListeners('data').resume().end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };

  const open: OpenSocket = {
    expiresAtMs: clock.nowMs() + endpoint.maxConnectionMs,
    expire: () => void ask(() => session.expired()),
    goAway() {
      isGoingAway = true;
      closeIfDone();
    },
    giveUp: () => drop(tryAgainLater, 'The connection keeps too much (server.buffer_limit).'),
  };
  sockets.add(open);
  stats.socketOpened();
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) webSocket.close(unsupportedData, 'Messages are text.');
    else if (!isGoingAway && !isGone) receive(data as Buffer);
  });
  webSocket.on('error', () => {
    // The client broke the protocol or the connection: `close` follows.
  });
  webSocket.on('close', leave);
  socket.on('drain', () => {
    const listeners = [...waitingForDrain];
    waitingForDrain.clear();
    for (const listener of listeners) listener();
  });
}

/** Stands for the session of a connection that is over, so that nothing holds on to what that one kept. */
const goneSession: SocketSession = {
  keptBytes: 0,
  receive: () => [],
  turnEnded: () => [],
  expired: () => [],
};
