import type { Socket } from 'node:net';

/** Who takes less than this of what waits for it is as good as gone. Bytes a millisecond: a kilobyte a second. */
const leastBytesPerMs = 1;

/**
 * Ends connections whose client has not read for so long, though there is something to read, or reads so slowly that
 * what was made for it would be kept for hours. A look at all of them now and then costs streams nothing, as a timer of
 * each connection would with every write. Our own silence is no reason: a simulated model may take its time.
 *
 * @param idleMs - how long a client may take no more than a kilobyte a second of what waits for it
 * @returns what ends the watch
 */
export function dropStuckReaders(connections: Iterable<Socket>, idleMs: number): () => void {
  const watch = createReaderWatch(idleMs);
  const timer = setInterval(() => watch(connections, performance.now()), Math.min(10_000, idleMs / 2));
  timer.unref();
  return () => clearInterval(timer);
}

/** What is asked of a connection. */
export type WatchedConnection = Pick<Socket, 'writableLength' | 'bytesWritten' | 'destroy'>;

/** @returns what looks at all connections, at a monotonic time in milliseconds, and ends those that are stuck */
export function createReaderWatch(
  idleMs: number,
): (connections: Iterable<WatchedConnection>, nowMs: number) => void {
  /** Connections for which something has been waiting, with what they had taken by then. */
  const behind = new Map<WatchedConnection, { readonly taken: number; readonly sinceMs: number }>();
  return (connections, nowMs) => {
    const seen = new Set(connections);
    for (const socket of behind.keys()) if (!seen.has(socket)) behind.delete(socket);
    for (const socket of seen) {
      if (socket.writableLength === 0) {
        behind.delete(socket);
        continue;
      }
      const taken = socket.bytesWritten - socket.writableLength;
      const before = behind.get(socket);
      if (before === undefined) behind.set(socket, { taken, sinceMs: nowMs });
      else if (nowMs - before.sinceMs >= idleMs) {
        if (taken - before.taken < (nowMs - before.sinceMs) * leastBytesPerMs) socket.destroy();
        else behind.set(socket, { taken, sinceMs: nowMs });
      }
    }
  };
}
