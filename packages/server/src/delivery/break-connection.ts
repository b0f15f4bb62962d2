import type { Socket } from 'node:net';
import type { Ending } from '@llmsim/core';

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
      socket?.resetAndDestroy();
      break;
    case 'hang':
      break;
  }
}
