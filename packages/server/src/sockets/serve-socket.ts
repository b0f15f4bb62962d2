import type { Socket } from 'node:net';
import type {
  Provider,
  RequestContext,
  RequestControls,
  SocketAction,
  SocketEndpoint,
  SocketSession,
  SocketTurn,
} from '@llmsim/core';
import type { WebSocket } from 'ws';
import { isNestedTooDeeply } from '../delivery/nesting.js';
import { playReply } from '../delivery/play-reply.js';
import type { Engine } from '../engine.js';
import { createRequestId } from '../request-context.js';
import { runTurn, type TurnTransport } from '../turns/run-turn.js';
import { createMessageWriter, type SocketTransport } from './message-writer.js';
import type { OpenSocket } from './socket-keeper.js';

/** A client that has connected, and what it talks to. */
export interface SocketPeer {
  readonly webSocket: WebSocket;
  readonly socket: Socket;
  readonly provider: Provider;
  readonly endpoint: SocketEndpoint;
  readonly session: SocketSession;
  /** Of the request that opened the connection. */
  readonly context: RequestContext;
  /** What that request's headers ask for; it holds for every turn. */
  readonly controls: RequestControls | undefined;
}

type Actions = readonly SocketAction[] | Promise<readonly SocketAction[]>;

/** While so many messages wait to be understood, no more are read. */
const waitingLimit = 64;

/** Close codes of RFC 6455. */
const goingAway = 1001;
const unsupportedData = 1003;
const internalError = 1011;

/** Does what the session of a connection wants done, until the connection ends. */
export function serveSocket(engine: Engine, peer: SocketPeer): void {
  const { clock, stats, sockets } = engine;
  const { webSocket, socket, provider, endpoint, session, context } = peer;
  const calls: (() => Actions)[] = [];
  const running = new Set<{ leave: () => void }>();
  const waitingForDrain = new Set<() => void>();
  let isCalling = false;
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

  /** Asks the session one thing after another, also where it answers later. */
  const call = async (next: () => Actions): Promise<void> => {
    calls.push(next);
    if (calls.length === waitingLimit) webSocket.pause();
    if (isCalling) return;
    isCalling = true;
    try {
      for (let ask = calls.shift(); ask !== undefined && !isGone; ask = calls.shift()) {
        if (calls.length < waitingLimit / 2 && webSocket.isPaused) webSocket.resume();
        const actions = ask();
        perform(actions instanceof Promise ? await actions : actions);
      }
    } catch (error) {
      engine.reportDefect(error);
      webSocket.close(internalError);
    }
    isCalling = false;
    closeIfDone();
  };

  const perform = (actions: readonly SocketAction[]): void => {
    for (const action of actions) {
      if (isGone) return;
      if (action.type === 'send') webSocket.send(action.message);
      else if (action.type === 'turn') start(action.turn);
      else webSocket.close(action.code, action.reason);
    }
  };

  const start = (turn: SocketTurn): void => {
    const { exchange } = turn;
    const acceptedAtMs = clock.nowMs();
    const requestId = createRequestId();
    const leaving: (() => void)[] = [];
    const run = { leave: () => leaving.forEach((leave) => leave()) };
    const turnTransport: TurnTransport = {
      isGone: () => isGone,
      onGone: (listener) => leaving.push(listener),
      sendFailure(failure) {
        webSocket.send(turn.encodeFailure(failure));
        return provider.encodeFailure(failure, { requestId, headers: context.headers }).status;
      },
      deliver(job) {
        const encoder = exchange.createEncoder(job.reply, turn.framing);
        const playing = playReply(job, encoder, (onDrain) => createMessageWriter(transport, onDrain));
        leaving.push(() => {
          job.end(isBroken ? 'disconnected' : 'cancelled', 200);
          playing.stop();
        });
      },
      ended(outcome, failure) {
        running.delete(run);
        if (!isGone) void call(() => session.turnEnded(turn, outcome, clock.wallMs(), failure));
      },
    };
    running.add(run);
    engine.heartbeat.touch();
    const { headers } = context;
    const { controls } = peer;
    void runTurn(
      engine,
      { endpoint: endpoint.name, exchange, acceptedAtMs, requestId, headers, controls },
      turnTransport,
    );
  };

  const closeIfDone = (): void => {
    if (isGoingAway && running.size === 0 && !isCalling) webSocket.close(goingAway);
  };

  const open: OpenSocket = {
    expiresAtMs: clock.nowMs() + endpoint.maxConnectionMs,
    expire: () => void call(() => session.expired()),
    goAway() {
      isGoingAway = true;
      closeIfDone();
    },
  };
  sockets.add(open);
  stats.socketOpened();
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) webSocket.close(unsupportedData, 'Messages are text.');
    else if (!isGoingAway) void call(() => session.receive(readMessage(data as Buffer), clock.wallMs()));
  });
  webSocket.on('error', () => {
    // The client broke the protocol or the connection: `close` follows.
  });
  webSocket.on('close', () => {
    isGone = true;
    sockets.delete(open);
    stats.socketClosed();
    for (const { leave } of running) leave();
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
