import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { isEventOfStream, joinBytes } from '../frame-bytes.js';
import { numberOption } from '../mode-option.js';

/** Sends several events in one write, when the last of them is due. */
export const mergeFramesMode = failureMode({
  name: 'merge-frames',
  does: 'Sends several events of the stream in one write, when the last of them is due.',
  provokes: 'Clients that take each read for one event lose the others.',
  options: { count: numberOption('events of a write, at least 1', 3) },
  apply: ({ count }, reply) =>
    damageFrames(reply, () => {
      let held: Uint8Array[] = [];
      return (frame, { event }) => {
        if (event !== 'end' && !isEventOfStream(frame)) return [frame];
        held.push(frame);
        if (held.length < count && event !== 'end') return [];
        const together = joinBytes(...held);
        held = [];
        return [together];
      };
    }),
});
