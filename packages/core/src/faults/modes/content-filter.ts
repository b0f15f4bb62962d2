import { cutTurn } from '../cut-turn.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Is stopped by a content filter. */
export const contentFilterMode = failureMode({
  name: 'content-filter',
  does: 'Ends the turn by the content filter, after some tokens of it.',
  provokes: 'A cut reply is taken for a whole one.',
  options: { after: afterOption },
  change: ({ after }, turn) => ({ parts: cutTurn(turn.parts, after), finishReason: 'content-filter' }),
});
