import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';

/** Goes on after the end of a stream. */
export const afterEndMode = failureMode({
  name: 'after-end',
  does: 'Sends the event of the last token once more after the end of the stream.',
  provokes: 'Clients that do not stop at the end append to a finished reply.',
  apply: (_options, reply) =>
    damageFrames(reply, () => {
      let last: Uint8Array = new Uint8Array();
      return (frame, { event }) => {
        if (event === 'part-delta') last = frame;
        return [event === 'end' ? last : frame];
      };
    }),
});
