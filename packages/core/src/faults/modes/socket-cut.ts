import { cutAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Ends a WebSocket in the middle of a message. */
export const socketCutMode = failureMode({
  name: 'socket-cut',
  does: 'Ends the connection in the middle of a message of the WebSocket; any other as by disconnect.',
  provokes: 'Half a message is parsed, or the client waits for its rest.',
  options: { after: afterOption },
  apply: ({ after }, reply) => ({
    timeline: cutAfterTokens(reply, after),
    ending: 'disconnect',
    socketEnd: { type: 'cut' },
  }),
});
