import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { isEventOfStream } from '../frame-bytes.js';
import { afterOption } from '../mode-option.js';

/** Leaves out the frame of one token. */
export const lostFrameMode = failureMode({
  name: 'lost-frame',
  does: 'Leaves out the event of one token.',
  provokes: 'A gap in the sequence numbers, or text that differs from the final one, goes unnoticed.',
  options: { after: afterOption },
  apply: ({ after }, reply) =>
    damageAfterTokens(reply, after, (frame) => (isEventOfStream(frame) ? [] : [frame])),
});
