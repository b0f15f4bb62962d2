import type { Clock } from '@llmsim/core';

/** An open WebSocket, as far as its server has to know it. */
export interface OpenSocket {
  /** Monotonic milliseconds at which it has reached its age limit. */
  readonly expiresAtMs: number;
  /** It has reached its age limit. */
  expire(): void;
  /** The server is about to end: finish what is under way, take nothing new. */
  goAway(): void;
  /** It keeps more than others while all of them together keep too much: end, and keep nothing. */
  giveUp(): void;
}

/** Knows all WebSockets that are open, and notifies each when its time is up. */
export interface SocketKeeper {
  readonly size: number;
  add(socket: OpenSocket): void;
  delete(socket: OpenSocket): void;
  /**
   * The session of a socket keeps about so many bytes for later now. Where all sockets together keep more than the
   * limit, the one that keeps most has to give up.
   */
  kept(socket: OpenSocket, bytes: number): void;
  /** Notifies all that the server is about to end. */
  goAway(): void;
}

/** How exact age limits are: they are an hour or so. Milliseconds. */
const intervalMs = 1000;

/**
 * Looks at the clock only while there are sockets, so that a server without any sleeps.
 * @param keptLimitBytes - how much the sessions of all sockets together may keep between turns
 */
export function createSocketKeeper(clock: Clock, keptLimitBytes: number): SocketKeeper {
  const sockets = new Set<OpenSocket>();
  /** Of the sockets whose sessions keep anything. */
  const kept = new Map<OpenSocket, number>();
  let keptBytes = 0;
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

  const keep = (socket: OpenSocket, bytes: number): void => {
    keptBytes += bytes - (kept.get(socket) ?? 0);
    if (bytes > 0) kept.set(socket, bytes);
    else kept.delete(socket);
  };

  const largest = (): OpenSocket => [...kept].reduce((most, next) => (next[1] > most[1] ? next : most))[0];

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
      keep(socket, 0);
    },
    kept(socket, bytes) {
      keep(socket, bytes);
      while (keptBytes > keptLimitBytes) {
        const most = largest();
        keep(most, 0);
        most.giveUp();
      }
    },
    goAway() {
      for (const socket of sockets) socket.goAway();
    },
  };
}
