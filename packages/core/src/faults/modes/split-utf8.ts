import { readOptions } from '../../options/option-reader.js';
import { damageAfterTokens } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Sends one frame in two writes, cut inside a multi-byte character where it has one. */
export const splitUtf8Mode: FailureModeEntry = {
  name: 'split-utf8',
  summary:
    'Sends one frame in two writes, cut inside a multi-byte character where it has one. Options: after (5 tokens).',
  parse(raw) {
    const options = readOptions('failure mode "split-utf8"', raw);
    const after = options.number('after', 5, { min: 0 });
    options.end();
    return {
      name: 'split-utf8',
      stage: 'during-turn',
      apply: (reply) => ({
        ...reply,
        timeline: damageAfterTokens(reply.timeline, after, 'split-utf8'),
        fault: 'split-utf8',
      }),
    };
  },
};
