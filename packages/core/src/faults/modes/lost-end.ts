import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { choiceOption } from '../mode-option.js';

/** Leaves out what ends a stream. */
export const lostEndMode = failureMode({
  name: 'lost-end',
  does: 'Leaves out what ends the stream, and closes it properly.',
  provokes: 'Clients wait for [DONE] for ever, or take a reply without its last event for a whole one.',
  options: {
    what: choiceOption(
      'only what follows the last event, such as [DONE], or that event, too',
      ['close', 'event'],
      'close',
    ),
  },
  apply: ({ what }, reply) =>
    damageFrames(
      reply,
      () =>
        (frame, { event }) =>
          event === 'close' || (what === 'event' && event === 'turn-end') ? [] : [frame],
    ),
});
