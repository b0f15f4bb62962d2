import { readOptions } from '../../options/option-reader.js';
import { damageAfterTokens } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Sends one frame that is not valid: its JSON is cut short. */
export const corruptFrameMode: FailureModeEntry = {
  name: 'corrupt-frame',
  summary: 'Sends one frame that is not valid: its JSON is cut short. Options: after (5 tokens).',
  parse(raw) {
    const options = readOptions('failure mode "corrupt-frame"', raw);
    const after = options.number('after', 5, { min: 0 });
    options.end();
    return {
      name: 'corrupt-frame',
      stage: 'during-turn',
      apply: (reply) => ({
        ...reply,
        timeline: damageAfterTokens(reply.timeline, after, 'corrupt-frame'),
        fault: 'corrupt-frame',
      }),
    };
  },
};
