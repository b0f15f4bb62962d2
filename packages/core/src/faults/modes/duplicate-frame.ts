import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { isEventOfStream } from '../frame-bytes.js';
import { afterOption } from '../mode-option.js';

/** Sends the frame of one token twice. */
export const duplicateFrameMode = failureMode({
  name: 'duplicate-frame',
  does: 'Sends the event of one token twice.',
  provokes: 'Text is doubled, and sequence numbers go unchecked.',
  options: { after: afterOption },
  apply: ({ after }, reply) =>
    damageAfterTokens(reply, after, (frame) => (isEventOfStream(frame) ? [frame, frame] : [frame])),
});
