import { readOptions } from '../../options/option-reader.js';
import { cutAfterTokens } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Breaks the connection in mid-turn. */
export const resetMode: FailureModeEntry = {
  name: 'reset',
  summary: 'Breaks the connection (RST) in mid-stream. Options: after (5 tokens).',
  parse(raw) {
    const options = readOptions('failure mode "reset"', raw);
    const after = options.number('after', 5, { min: 0 });
    options.end();
    return {
      name: 'reset',
      stage: 'during-turn',
      apply: (reply) => ({
        ...reply,
        timeline: cutAfterTokens(reply.timeline, after),
        ending: 'reset',
        fault: 'reset',
      }),
    };
  },
};
