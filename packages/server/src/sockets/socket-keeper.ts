import type { Clock } from '@llmsim/core';

/** An open WebSocket, as far as its server has to know it. */
export interface OpenSocket {
  /** Monotonic milliseconds at which it has reached its age limit. */
  readonly expiresAtMs: number;
  /** It has reached its age limit. */
  expire(): void;
  /** The server is about to end: finish what is under way, take nothing new. */
  goAway(): void;
}

/** Knows all WebSockets that are open, and tells each when its time is up. */
export interface SocketKeeper {
  readonly size: number;
  add(socket: OpenSocket): void;
  delete(socket: OpenSocket): void;
  /** Tells all that the server is about to end. */
  goAway(): void;
}

/** How exact age limits are: they are an hour or so. Milliseconds. */
const intervalMs = 1000;

/** Looks at the clock only while there are sockets, so that a server without any sleeps. */
export function createSocketKeeper(clock: Clock): SocketKeeper {
  const sockets = new Set<OpenSocket>();
  const expired = new WeakSet<OpenSocket>();
  let isWatching = false;

  const watch = {
    run(nowMs: number) {
      for (const socket of sockets) {
        if (socket.expiresAtMs > nowMs || expired.has(socket)) continue;
        expired.add(socket);
        socket.expire();
      }
      isWatching = sockets.size > 0;
      if (isWatching) clock.schedule(watch, nowMs + intervalMs);
    },
  };

  return {
    get size() {
      return sockets.size;
    },
    add(socket) {
      sockets.add(socket);
      if (isWatching) return;
      isWatching = true;
      clock.schedule(watch, clock.nowMs() + intervalMs);
    },
    delete(socket) {
      sockets.delete(socket);
    },
    goAway() {
      for (const socket of sockets) socket.goAway();
    },
  };
}
