import { readOptions } from '../../options/option-reader.js';
import { endWith } from '../../stream/shape-timeline.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Sends an error as an event of the stream, in mid-turn. */
export const streamErrorMode: FailureModeEntry = {
  name: 'stream-error',
  summary:
    'Ends the stream with an error event. Options: after (5 tokens), kind (server-error or overloaded; server-error).',
  parse(raw) {
    const options = readOptions('failure mode "stream-error"', raw);
    const after = options.number('after', 5, { min: 0 });
    const kind = options.choice('kind', ['server-error', 'overloaded'], 'server-error');
    options.end();
    return {
      name: 'stream-error',
      stage: 'during-turn',
      apply: (reply) => ({
        ...reply,
        timeline: endWith(reply.timeline, after, { type: 'failure', failure: { kind } }),
        fault: 'stream-error',
      }),
    };
  },
};
