import { endWith } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, choiceOption } from '../mode-option.js';

/** Sends an error as an event of the stream, in mid-turn. */
export const streamErrorMode = failureMode({
  name: 'stream-error',
  does: 'Ends the stream with the error event of the API.',
  provokes: 'Clients that look at the status alone report success.',
  options: {
    after: afterOption,
    kind: choiceOption('the error', ['server-error', 'overloaded'], 'server-error'),
  },
  apply: ({ after, kind }, reply) => ({
    timeline: endWith(reply, after, { type: 'failure', failure: { kind } }),
  }),
});
