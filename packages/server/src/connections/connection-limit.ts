import type { Clock } from '@llmsim/core';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections beyond the limit that are answered; still more are closed at once. */
const answeredBeyond = 1000;
/** How long a connection beyond the limit may take to ask and to read the answer. Milliseconds. */
const patienceMs = 5000;

/** The connections of a server. */
export interface OpenConnections {
  /** Whether the connection is one too many, so that its request is to be refused. */
  isBeyondLimit(socket: Socket): boolean;
  /** Ends all of them at once. */
  destroy(): void;
  /** All that are open. */
  [Symbol.iterator](): Iterator<Socket>;
}

/** Keeps count of a server's connections, and says which are too many. */
export function limitConnections(
  server: Pick<Server, 'maxConnections' | 'on'>,
  limit: number,
  clock: Clock,
): OpenConnections {
  const open = new Set<Socket>();
  const beyond = new Set<Socket>();
  server.maxConnections = limit + answeredBeyond;
  server.on('connection', (socket) => {
    // A connection whose upgrade was declined begins a second time.
    if (open.has(socket)) return;
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      beyond.delete(socket);
    });
    if (open.size <= limit) return;
    beyond.add(socket);
    clock.schedule({ run: () => socket.destroy() }, clock.nowMs() + patienceMs);
  });
  return {
    isBeyondLimit: (socket) => beyond.size > 0 && beyond.has(socket),
    destroy() {
      for (const socket of open) socket.destroy();
    },
    [Symbol.iterator]: () => open.values(),
  };
}
