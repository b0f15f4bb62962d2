import type { Socket } from 'node:net';
import type { Clock } from '@llmsim/core';

/**
 * When requests arrived that were sent as soon as their connection was open, as those of most clients are.
 *
 * The event loop accepts a connection in one turn and reads from it in the next. In a busy process that is milliseconds
 * later, and the request has been there all the time: counted from where it is read, all of its reply would be late by
 * that, and the server would not know. A request that is not there by the next turn has come later, and is counted from
 * where it is read.
 */
export interface Arrivals {
  /** A connection was accepted. */
  accepted(socket: Socket): void;
  /**
   * A request of this connection is being read.
   * @returns when it arrived, in monotonic milliseconds; `undefined` if nothing better is known than now
   */
  take(socket: Socket): number | undefined;
}

/** @param afterTurn - calls back at the end of this turn of the event loop */
export function createArrivals(
  clock: Clock,
  afterTurn: (callback: () => void) => unknown = setImmediate,
): Arrivals {
  /** Accepted in this turn, and in the turn before it. */
  let fresh = new Map<Socket, number>();
  let recent = new Map<Socket, number>();
  let isWaiting = false;

  const turnOver = (): void => {
    recent.clear();
    [recent, fresh] = [fresh, recent];
    isWaiting = recent.size > 0;
    if (isWaiting) afterTurn(turnOver);
  };

  return {
    accepted(socket) {
      fresh.set(socket, clock.nowMs());
      if (isWaiting) return;
      isWaiting = true;
      afterTurn(turnOver);
    },
    take(socket) {
      const arrivedAtMs = recent.get(socket) ?? fresh.get(socket);
      if (arrivedAtMs !== undefined) {
        // The next request on this connection has not come with it.
        recent.delete(socket);
        fresh.delete(socket);
      }
      return arrivedAtMs;
    },
  };
}
