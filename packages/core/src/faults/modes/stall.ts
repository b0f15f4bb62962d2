import { readOptions } from '../../options/option-reader.js';
import { cutAfterTokens, delayAfterTokens } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Falls silent in mid-turn, for a time or for ever. */
export const stallMode: FailureModeEntry = {
  name: 'stall',
  summary: 'Falls silent in mid-stream. Options: after (5 tokens), ms (for ever).',
  parse(raw) {
    const options = readOptions('failure mode "stall"', raw);
    const after = options.number('after', 5, { min: 0 });
    const ms = options.optionalNumber('ms', { min: 0 });
    options.end();
    return {
      name: 'stall',
      stage: 'during-turn',
      apply: (reply) =>
        ms === undefined
          ? { ...reply, timeline: cutAfterTokens(reply.timeline, after), ending: 'hang', fault: 'stall' }
          : { ...reply, timeline: delayAfterTokens(reply.timeline, after, ms), fault: 'stall' },
    };
  },
};
