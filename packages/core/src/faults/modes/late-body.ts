import { delayAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Sends the head long before the body. */
export const lateBodyMode = failureMode({
  name: 'late-body',
  does: 'Sends the head of the reply at once or after a wait, and its body or first event later than it is due.',
  provokes: 'Time limits for the head are met, and nothing limits the wait for the body.',
  options: {
    ms: numberOption('milliseconds that the body is late', 5000),
    head_ms: numberOption('milliseconds before the head', 0),
  },
  apply: ({ ms, head_ms: headAfterMs }, reply) => ({
    timeline: delayAfterTokens(reply, 0, headAfterMs + ms),
    hasEarlyHead: true,
    ...(headAfterMs > 0 && { headAfterMs }),
  }),
});
