import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isRequestError, type ApiFailure, type Provider, type SocketEndpoint } from '@llmsim/core';
import type { WebSocketServer } from 'ws';
import type { CallOpening } from '../calls/call.js';
import { openCall } from '../calls/open-call.js';
import type { Engine } from '../engine.js';
import { ServerResponse } from '../node-http.js';
import { pathOf } from '../request-context.js';
import { refuseCall, unknownEndpoint } from '../routes/refuse-call.js';
import { takeTestFromPath } from '../scenarios/test-id.js';
import { loadWebSocketLibrary } from './load-web-socket-library.js';
import { serveSocket } from './serve-socket.js';

/** Takes requests that want to become WebSockets, as the event `upgrade` of an HTTP server gives them. */
export type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/** A socket endpoint at its place. */
export interface SocketRoute {
  readonly provider: Provider;
  readonly endpoint: SocketEndpoint;
}

/**
 * @param routes - by their whole path
 * @param providerOf - who words an error at a path
 */
export function createUpgradeListener(
  engine: Engine,
  routes: ReadonlyMap<string, SocketRoute>,
  providerOf: (path: string) => Provider | undefined,
): UpgradeListener {
  let server: WebSocketServer | undefined;
  const createServer = (autoPong = true) => {
    const { WebSocketServer: Server } = loadWebSocketLibrary();
    return new Server({
      autoPong,
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: engine.bodyLimitBytes,
    });
  };

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (engine.controlHeaders) takeTestFromPath(request);
    const path = pathOf(request);
    const route = routes.get(path);
    const provider = route?.provider ?? providerOf(path);
    if (provider === undefined) {
      socket.destroy();
      return;
    }
    const opening = openCall(engine, request, {
      provider,
      endpoint: route?.endpoint.name ?? unknownEndpoint,
    });
    const refuse = (failure: ApiFailure): void => {
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      response.assignSocket(socket);
      response.on('finish', () => socket.destroySoon());
      void refuseCall(opening, failure, response);
    };
    if (route === undefined) {
      refuse({ kind: 'not-found' });
      return;
    }
    const refusal = refusalOf(engine, opening);
    if (refusal !== undefined) {
      refuse(refusal);
      return;
    }
    try {
      const session = route.endpoint.connect(opening.context);
      const handler = ignoresPings(opening) ? createServer(false) : (server ??= createServer());
      handler.handleUpgrade(request, socket, head, (webSocket) =>
        serveSocket(opening, { webSocket, socket, endpoint: route.endpoint, session }),
      );
    } catch (error) {
      if (!isRequestError(error)) engine.reportDefect(error);
      refuse(isRequestError(error) ? error.failure : { kind: 'server-error' });
    }
  };
}

/** Whether a failure mode wants the pings of this connection to be left unanswered. */
function ignoresPings({ controls }: CallOpening): boolean {
  return (
    controls?.faults?.some(({ mode }) => mode.stage === 'during-turn' && mode.ignoresPings === true) ?? false
  );
}

/** Why a request may not become a WebSocket; `undefined`: it may. */
function refusalOf(engine: Engine, { refusal, context }: CallOpening): ApiFailure | undefined {
  if (!engine.allowsOrigin(context.headers['origin'] as string | undefined)) {
    return { kind: 'permission', message: 'Pages of this origin may not connect.' };
  }
  if (refusal !== undefined) return refusal;
  if (engine.sockets.size < engine.maxWebSockets) return undefined;
  return {
    kind: 'overloaded',
    message: `This llmsim serves ${engine.maxWebSockets} WebSockets at once at most, and all of them are in use. Try again later.`,
    retryAfterMs: 1000,
  };
}
