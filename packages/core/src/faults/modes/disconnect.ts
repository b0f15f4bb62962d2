import { cutAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Closes the connection cleanly in mid-turn. */
export const disconnectMode = failureMode({
  name: 'disconnect',
  does: 'Closes the connection cleanly (FIN) in mid-stream; the reply is not ended.',
  provokes: 'Clients take half a reply for a whole one.',
  options: { after: afterOption },
  apply: ({ after }, reply) => ({ timeline: cutAfterTokens(reply, after), ending: 'disconnect' }),
});
