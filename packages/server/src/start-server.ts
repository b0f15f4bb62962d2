import type { AddressInfo } from 'node:net';
import { LlmsimError, type ApiFailure, type OpenRequest, type StatsState } from '@llmsim/core';
import { isLoopback } from './access/direct-request.js';
import { answerBadRequest } from './connections/answer-bad-request.js';
import { limitConnections } from './connections/connection-limit.js';
import { dropStuckReaders } from './connections/drop-stuck-readers.js';
import { createAppWithMemory, type AppOptions } from './create-app.js';
import type { LedgerEntry, LedgerFilter } from './operations/request-ledger.js';
import { createServer } from './node-http.js';
import type { FaultList } from './faults/fault-desk.js';
import { createServerMemory } from './server-memory.js';
import { askBeforeUpgrade, declineUpgrade, wantsWebSocket } from './sockets/decline-upgrade.js';

/** Where a server listens, and what it serves. */
export interface ServerOptions extends AppOptions {
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** How many connections may be open at once; 10,000 by default. One more is answered with 503. */
  readonly maxConnections?: number | undefined;
  /** How long a client may take to send the head of a request, in milliseconds; 30,000 by default. */
  readonly headersTimeoutMs?: number | undefined;
  /** How long a client may take to send a whole request, in milliseconds; 120,000 by default. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * How long a connection may wait for its next request, in milliseconds; 75,000 by default: longer than the minute
   * after which common proxies give up, so that it is they who close it.
   */
  readonly keepAliveTimeoutMs?: number | undefined;
  /** How long a client may leave unread what was sent, in milliseconds; 120,000 by default. */
  readonly idleTimeoutMs?: number | undefined;
}

/** A server that is listening. */
export interface RunningServer {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** What this process counted and remembers, whatever other processes do. */
  readonly own: {
    readonly stats: () => StatsState;
    readonly requests: (filter: LedgerFilter) => readonly LedgerEntry[];
    /** The requests that are not over; none without a journal. */
    readonly openRequests: () => readonly OpenRequest[];
    /** Wall time less the monotonic time of statistics, in milliseconds. */
    readonly wallOriginMs: () => number;
  };
  /**
   * Serves with other options from the next request on; requests that are under way end as they began. What
   * the server remembers goes on, so the options of its memory (`ServerMemoryOptions`) are not taken anew.
   */
  reconfigure(options: AppOptions): void;
  /** Takes over the failure modes that were asked for while several processes serve together. */
  askFaults(list: FaultList): void;
  /**
   * Takes no new connections, lets open requests finish for so long, then ends them.
   * @param drainMs - milliseconds; 0 by default
   */
  close(drainMs?: number): Promise<void>;
  /** Lets the process end though the server listens. */
  unref(): void;
}

/**
 * Connections that wait to be accepted. The system's default of 511 makes a burst of 2,000 wait a second or more.
 */
const acceptBacklog = 8192;

/** How often connections are closed that have become idle while the server is closing. Milliseconds. */
const sweepIntervalMs = 50;

/** After how long a silent connection is asked whether anybody is there. Milliseconds. */
const probeAfterMs = 60_000;

/**
 * Starts an HTTP server.
 * @throws LlmsimError LLMSIM_LISTEN if the address cannot be listened on, and as `createApp`
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, maxConnections = 10_000, idleTimeoutMs = 120_000 } = options;
  const { headersTimeoutMs = 30_000, requestTimeoutMs = 120_000, keepAliveTimeoutMs = 75_000 } = options;
  const memory = createServerMemory(options);
  let served = createAppWithMemory(options, memory);
  let { catalog } = options;
  const server = createServer(
    {
      ...askBeforeUpgrade,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: probeAfterMs,
      // Node refuses more: the head is a part of the request.
      headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(5000, headersTimeoutMs / 2, requestTimeoutMs / 2),
    },
    (request, response) => {
      if (connections.isBeyondLimit(request.socket)) {
        response.shouldKeepAlive = false;
        served.refuse(request, response, tooManyConnections(maxConnections));
        return;
      }
      if (!served.serveCall(request, response)) served.app(request, response);
    },
  );
  const connections = limitConnections(server, maxConnections, memory.clock);
  const stopWatching = dropStuckReaders(connections, idleTimeoutMs);
  server.on('connection', (socket) => memory.arrivals.accepted(socket));
  server.on('checkContinue', (request, response) => {
    if (!served.refusesBody(request)) response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('upgrade', (request, _duplex, head) => {
    const { socket } = request;
    if (wantsWebSocket(request)) served.upgrade(request, socket, head);
    else declineUpgrade(server, request, socket, head);
  });
  server.on('clientError', (error, socket) => {
    answerBadRequest(error, socket, (status, message) =>
      served.encodeFailure({ kind: 'invalid-request', status, message }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    server.listen({ host, port, backlog: acceptBacklog }, resolve);
  });
  const address = server.address() as AddressInfo;
  memory.isOnLoopback = isLoopback(address.address);
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  return {
    url: `http://${shownHost}:${address.port}`,
    port: address.port,
    own: {
      stats: () => memory.stats.exportState(memory.clock.nowMs()),
      requests: (filter) => memory.ledger?.entries(filter, (model) => catalog?.resolve(model).prices) ?? [],
      openRequests: () => memory.stats.openRequests(),
      wallOriginMs: () => memory.clock.wallMs() - memory.clock.nowMs(),
    },
    reconfigure(changed) {
      catalog = changed.catalog;
      served = createAppWithMemory(changed, memory);
    },
    unref() {
      server.unref();
      // Connections that are kept alive would hold the process up, too. Whoever waits for a reply holds it by itself.
      server.on('connection', (socket) => socket.unref());
    },
    askFaults: (list) => memory.askedFaults.take(list),
    close(drainMs = 0) {
      memory.isDraining = true;
      memory.sockets.goAway();
      return new Promise((resolve) => {
        const deadline = setTimeout(() => connections.destroy(), drainMs);
        // A connection that is kept alive after its last reply would hold up the end until the deadline.
        const sweep = setInterval(() => server.closeIdleConnections(), sweepIntervalMs);
        server.close(() => {
          clearTimeout(deadline);
          clearInterval(sweep);
          stopWatching();
          // Whoever waits now has left, or was cut off; the process need not wait with them.
          memory.stop();
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

function tooManyConnections(limit: number): ApiFailure {
  return {
    kind: 'overloaded',
    message: `This llmsim takes ${limit} connections at once at most, and all of them are in use. Try again later.`,
    retryAfterMs: 1000,
  };
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): LlmsimError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Choose another with --port, or 0 for any free one.`,
    EACCES: `Port ${port} may not be used without privileges. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Try --host 127.0.0.1, or 0.0.0.0 for all.`,
    ENOTFOUND: `${host} cannot be resolved. Try --host 127.0.0.1, or 0.0.0.0 for all.`,
  };
  return new LlmsimError('LLMSIM_LISTEN', reasons[error.code ?? ''] ?? `Cannot listen: ${error.message}`, {
    cause: error,
  });
}
