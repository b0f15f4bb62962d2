import { failureMode } from '../failure-mode.js';

/** Says nothing, and calls nothing. */
export const emptyReplyMode = failureMode({
  name: 'empty-reply',
  does: 'Ends the turn properly and says nothing in it.',
  provokes: 'An empty text is shown, stored or sent back, which the API refuses.',
  change: () => ({ parts: [], finishReason: 'stop' }),
});
