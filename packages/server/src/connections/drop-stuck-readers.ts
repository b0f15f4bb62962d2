import type { Socket } from 'node:net';

/**
 * Ends connections whose client has not read for so long, though there is something to read. A look at all of them
 * now and then costs streams nothing, as a timer of each connection would with every write. Our own silence is no
 * reason: a simulated model may take its time.
 *
 * @returns what ends the watch
 */
export function dropStuckReaders(connections: Iterable<Socket>, idleMs: number): () => void {
  const stuck = new Map<Socket, { readonly waiting: number; readonly sinceMs: number }>();
  const timer = setInterval(
    () => {
      const nowMs = performance.now();
      const seen = new Set(connections);
      for (const socket of stuck.keys()) if (!seen.has(socket)) stuck.delete(socket);
      for (const socket of seen) {
        const waiting = socket.writableLength;
        const before = stuck.get(socket);
        if (waiting === 0) stuck.delete(socket);
        else if (before?.waiting !== waiting) stuck.set(socket, { waiting, sinceMs: nowMs });
        else if (nowMs - before.sinceMs >= idleMs) socket.destroy();
      }
    },
    Math.min(10_000, idleMs / 2),
  );
  timer.unref();
  return () => clearInterval(timer);
}
