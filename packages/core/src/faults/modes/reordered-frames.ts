import { damageFrames, isTokenAfter } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Sends two events of a stream in the wrong order. */
export const reorderedFramesMode = failureMode({
  name: 'reordered-frames',
  does: 'Sends the event of one token after the one that follows it.',
  provokes: 'Text is put together in the order of arrival, and sequence numbers go unchecked.',
  options: { after: afterOption },
  apply({ after }, reply) {
    const isIt = isTokenAfter(reply, after);
    return damageFrames(reply, () => {
      let held: Uint8Array | undefined;
      let isDone = false;
      return (frame, place) => {
        if (held !== undefined) {
          const late = held;
          held = undefined;
          return [frame, late];
        }
        if (isDone || !isIt(place)) return [frame];
        isDone = true;
        held = frame;
        return [];
      };
    });
  },
});
