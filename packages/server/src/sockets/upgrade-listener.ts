import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  isRequestError,
  RequestError,
  type ApiFailure,
  type Provider,
  type SocketEndpoint,
} from '@llmsim/core';
import type { WebSocketServer } from 'ws';
import { readControls } from '../controls/read-controls.js';
import type { Engine } from '../engine.js';
import { ServerResponse } from '../node-http.js';
import { createRequestId, pathOf } from '../request-context.js';
import { refuse } from '../routes/refuse.js';
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
  const createServer = () => {
    const { WebSocketServer: Server } = loadWebSocketLibrary();
    return new Server({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: engine.bodyLimitBytes,
    });
  };

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const path = pathOf(request);
    const route = routes.get(path);
    const sendFailure = (failure: ApiFailure): void => {
      const provider = route?.provider ?? providerOf(path);
      if (provider === undefined) {
        socket.destroy();
        return;
      }
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      response.assignSocket(socket);
      response.on('finish', () => socket.destroySoon());
      refuse(provider, failure, request, response);
    };
    try {
      if (route === undefined) throw new RequestError({ kind: 'not-found' });
      const { endpoint } = route;
      if (!engine.allowsOrigin(request.headers.origin)) {
        throw new RequestError({ kind: 'permission', message: 'Pages of this origin may not connect.' });
      }
      if (engine.acceptsKey?.(request.headers) === false) throw new RequestError({ kind: 'authentication' });
      if (engine.sockets.size >= engine.maxWebSockets) {
        throw new RequestError({
          kind: 'overloaded',
          message: `This llmsim serves ${engine.maxWebSockets} WebSockets at once at most, and all of them are in use. Try again later.`,
          retryAfterMs: 1000,
        });
      }
      const controls = engine.controlHeaders ? readControls(request.headers) : undefined;
      const [, search = ''] = (request.url ?? '').split('?', 2);
      const context = {
        requestId: createRequestId(),
        acceptedAtMs: engine.clock.wallMs(),
        headers: request.headers,
        query: Object.fromEntries(new URLSearchParams(search)),
        params: {},
        tenant: engine.tenantOf(request.headers),
      };
      const session = endpoint.connect(context);
      server ??= createServer();
      server.handleUpgrade(request, socket, head, (webSocket) =>
        serveSocket(engine, { webSocket, socket, ...route, session, context, controls }),
      );
    } catch (error) {
      if (!isRequestError(error)) engine.reportDefect(error);
      sendFailure(isRequestError(error) ? error.failure : { kind: 'server-error' });
    }
  };
}
