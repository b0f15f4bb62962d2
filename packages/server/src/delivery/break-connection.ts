import type { Socket } from 'node:net';
import type { Ending } from '@llmsim/core';

/**
 * How long a reset waits. A client that gets it together with the last data loses that data on some systems, and
 * takes the reset for an ordinary end on others (with libuv before Node 22, for one). Milliseconds.
 */
const resetAfterMs = 10;

/**
 * Ends a connection as a failure mode asked: `disconnect` closes it with a FIN after what was written, `reset` with
 * an RST, `hang` leaves it open and silent until the client goes.
 */
export function breakConnection(socket: Socket | null, ending: Exclude<Ending, 'complete'>): void {
  switch (ending) {
    case 'disconnect':
      socket?.end(() => socket.destroy());
      break;
    case 'reset':
      if (socket !== null) setTimeout(() => socket.resetAndDestroy(), resetAfterMs);
      break;
    case 'hang':
      break;
  }
}
