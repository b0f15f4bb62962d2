import { LlmsimError } from '../../errors/llmsim-error.js';
import { cutAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, type ModeOption } from '../mode-option.js';

/** What RFC 6455 lets an endpoint send, and 1006, which stands for no close frame at all. */
const isCloseCode = (code: number) =>
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005) || (code >= 3000 && code <= 4999));

const code: ModeOption<number> = {
  what: 'the close code; 1006 ends the connection without one',
  accepts: 'a close code of RFC 6455',
  fallback: '1011',
  read(options, key) {
    const value = options.number(key, 1011);
    if (isCloseCode(value)) return value;
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `Option "${key}" of failure mode "socket-close" must be 1000 to 1014 but for 1004 and 1005, or 3000 to 4999; found ${value}.`,
    );
  },
};

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
