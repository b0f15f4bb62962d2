import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { shiftIndexes } from '../edit-frame.js';
import { numberOption } from '../mode-option.js';

/** Counts from another number than 0. */
export const wrongIndexMode = failureMode({
  name: 'wrong-index',
  does: 'Adds to the index of each choice, item, part and call, so that none of them begins at 0.',
  provokes: 'Arrays get holes, choices[0] is undefined, and parts of calls are put together wrongly.',
  options: { by: numberOption('what is added', 1) },
  apply: ({ by }, reply) => damageFrames(reply, () => (frame) => [shiftIndexes(frame, Math.floor(by))]),
});
