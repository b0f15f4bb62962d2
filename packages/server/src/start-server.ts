import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { LlmsimError } from '@llmsim/core';
import { createAppWithMemory, type AppOptions } from './create-app.js';
import { createServerMemory } from './server-memory.js';

/** Where a server listens, and what it serves. */
export interface ServerOptions extends AppOptions {
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

/** A server that is listening. */
export interface RunningServer {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /**
   * Serves with other options from the next request on; requests that are under way end as they began. What
   * the server remembers goes on, so the options of its memory (`ServerMemoryOptions`) are not taken anew.
   */
  reconfigure(options: AppOptions): void;
  /**
   * Takes no new connections, lets open requests finish for so long, then ends them.
   * @param drainMs - milliseconds; 0 by default
   */
  close(drainMs?: number): Promise<void>;
}

/**
 * Connections that wait to be accepted. The system's default of 511 makes a burst of 2,000 wait a second or more.
 */
const acceptBacklog = 8192;

/**
 * Starts an HTTP server.
 * @throws LlmsimError LLMSIM_LISTEN if the address cannot be listened on
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const memory = createServerMemory(options);
  let app = createAppWithMemory(options, memory);
  const server = createServer({ noDelay: true }, (request, response) => {
    app(request, response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    server.listen({ host, port, backlog: acceptBacklog }, resolve);
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  return {
    url: `http://${shownHost}:${address.port}`,
    port: address.port,
    reconfigure(changed) {
      app = createAppWithMemory(changed, memory);
    },
    close(drainMs = 0) {
      memory.isDraining = true;
      return new Promise((resolve) => {
        const deadline = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, drainMs);
        server.close(() => {
          clearTimeout(deadline);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
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
