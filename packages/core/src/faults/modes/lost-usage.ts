import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { loseUsage } from '../edit-frame.js';

/** Does not say how many tokens a reply took. */
export const lostUsageMode = failureMode({
  name: 'lost-usage',
  does: 'Leaves out the usage: the chunk that has nothing else, or else its value, which becomes null.',
  provokes: 'Accounting adds undefined or NaN, or waits for the last chunk for ever.',
  apply: (_options, reply) =>
    damageFrames(
      reply,
      () =>
        (frame, { event }) =>
          event === 'part-delta' ? [frame] : loseUsage(frame),
    ),
});
