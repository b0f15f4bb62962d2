import { shownTokens } from '../../stream/shape-timeline.js';
import { timelineOf } from '../../turn/timeline.js';
import { shownTokensOf } from '../../turn/tokens-of-event.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, numberOption } from '../mode-option.js';

/** Falls silent, and then sends all the rest at once. */
export const burstMode = failureMode({
  name: 'burst',
  does: 'Falls silent in mid-stream, and then sends all tokens that are left at once.',
  provokes:
    'Clients that handle one event a turn of their loop fall behind, or lose events by a bounded queue.',
  options: { after: afterOption, ms: numberOption('milliseconds of silence', 5000) },
  apply: ({ after, ms }, reply) => ({
    timeline: timelineOf(function* () {
      const at = Math.min(after, shownTokens(reply) - 1);
      let seen = 0;
      let burstMs: number | undefined;
      let lastMs = 0;
      for (const timed of reply.timeline) {
        const tokens = shownTokensOf(timed.event);
        if (burstMs === undefined && tokens > 0 && seen >= at) burstMs = lastMs + ms;
        seen += tokens;
        lastMs = timed.atMs;
        yield burstMs === undefined ? timed : { ...timed, atMs: burstMs };
      }
    }),
  }),
});
