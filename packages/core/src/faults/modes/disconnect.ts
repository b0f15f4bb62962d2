import { readOptions } from '../../options/option-reader.js';
import { cutAfterTokens } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Closes the connection cleanly in mid-turn. */
export const disconnectMode: FailureModeEntry = {
  name: 'disconnect',
  summary: 'Closes the connection cleanly (FIN) in mid-stream. Options: after (5 tokens).',
  parse(raw) {
    const options = readOptions('failure mode "disconnect"', raw);
    const after = options.number('after', 5, { min: 0 });
    options.end();
    return {
      name: 'disconnect',
      stage: 'during-turn',
      apply: (reply) => ({
        ...reply,
        timeline: cutAfterTokens(reply.timeline, after),
        ending: 'disconnect',
        fault: 'disconnect',
      }),
    };
  },
};
