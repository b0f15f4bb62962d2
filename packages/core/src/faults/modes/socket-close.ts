import { cutAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, codeOption } from '../mode-option.js';

const code = codeOption('socket-close', {
  what: 'the close code; 1006 ends the connection without one',
  accepts: '1000 to 1014 but for 1004 and 1005, or 3000 to 4999',
  fallback: 1011,
  // What RFC 6455 lets an endpoint send, and 1006, which stands for no close frame at all.
  isCode: (number) =>
    Number.isInteger(number) &&
    ((number >= 1000 && number <= 1014 && number !== 1004 && number !== 1005) ||
      (number >= 3000 && number <= 4999)),
});

/** Closes a WebSocket with a code. */
export const socketCloseMode = failureMode({
  name: 'socket-close',
  does: 'Closes the WebSocket with a close code in mid-turn; a connection without WebSocket is closed as by disconnect.',
  provokes: 'Clients reconnect after 1008 and 1009 for ever, or do not after 1011, 1012 and 1013.',
  options: { after: afterOption, code },
  apply: ({ after, code: closeCode }, reply) => ({
    timeline: cutAfterTokens(reply, after),
    ending: 'disconnect',
    ...(closeCode !== 1006 && { socketEnd: { type: 'close', code: closeCode } }),
  }),
});
