import { cutAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Breaks the connection in mid-turn. */
export const resetMode = failureMode({
  name: 'reset',
  does: 'Breaks the connection (RST) in mid-stream, 10 ms after the last token, so that clients get that.',
  provokes: 'Errors of the socket reach the application unwrapped.',
  options: { after: afterOption },
  apply: ({ after }, reply) => ({ timeline: cutAfterTokens(reply, after), ending: 'reset' }),
});
