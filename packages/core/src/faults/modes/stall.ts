import { cutAfterTokens, delayAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, optionalNumberOption } from '../mode-option.js';

/** Falls silent in mid-turn, for a time or for ever. */
export const stallMode = failureMode({
  name: 'stall',
  does: 'Falls silent in mid-stream, for a time or until the client goes.',
  provokes: 'Read timeouts that count from the start of the request, or that are never set, hang.',
  options: { after: afterOption, ms: optionalNumberOption('milliseconds of silence', 'for ever') },
  apply: ({ after, ms }, reply) =>
    ms === undefined
      ? { timeline: cutAfterTokens(reply, after), ending: 'hang' }
      : { timeline: delayAfterTokens(reply, after, ms) },
});
