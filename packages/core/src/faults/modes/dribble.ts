import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Sends each frame in many writes. */
export const dribbleMode = failureMode({
  name: 'dribble',
  does: 'Sends each frame in many writes.',
  provokes: 'Clients take each read for an event.',
  options: { bytes: numberOption('bytes of a write, at least 1', 1) },
  apply: ({ bytes }, reply) => {
    const step = Math.max(1, Math.floor(bytes));
    return damageFrames(
      reply,
      () => (frame) =>
        Array.from({ length: Math.ceil(frame.length / step) }, (_, index) =>
          frame.subarray(index * step, (index + 1) * step),
        ),
    );
  },
});
