import { delayAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Sends the head long before the body. */
export const lateBodyMode = failureMode({
  name: 'late-body',
  does: 'Sends the head of the reply at once, and its body or first event later than it is due.',
  provokes: 'Time limits for the head are met, and nothing limits the wait for the body.',
  options: { ms: numberOption('milliseconds that the body is late', 5000) },
  apply: ({ ms }, reply) => ({ timeline: delayAfterTokens(reply, 0, ms), hasEarlyHead: true }),
});
