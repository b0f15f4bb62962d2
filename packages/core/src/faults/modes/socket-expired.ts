import { failureMode } from '../failure-mode.js';

/** Ends a WebSocket as if it had reached its greatest age. */
export const socketExpiredMode = failureMode({
  name: 'socket-expired',
  does: 'Ends the WebSocket after the turn as at the limit of its age (60 minutes), with the error of the API.',
  provokes: 'Clients do not connect again, or lose the response that the next turn was to continue.',
  apply: () => ({ socketEnd: { type: 'expire' } }),
});
