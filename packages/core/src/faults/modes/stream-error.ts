import { endWith, insertAfterTokens } from '../../stream/shape-timeline.js';
import { failureMode } from '../failure-mode.js';
import { afterOption, choiceOption } from '../mode-option.js';

/** Sends an error as an event of the stream, in mid-turn. */
export const streamErrorMode = failureMode({
  name: 'stream-error',
  does: 'Sends the error event of the API in mid-stream, and ends it or goes on.',
  provokes: 'Clients that look at the status alone report success.',
  options: {
    after: afterOption,
    kind: choiceOption('the error', ['server-error', 'overloaded'], 'server-error'),
    then: choiceOption('what follows', ['end', 'go-on'], 'end'),
  },
  apply({ after, kind, then }, reply) {
    const error = { type: 'failure', failure: { kind } } as const;
    const insert = then === 'end' ? endWith : insertAfterTokens;
    return { timeline: insert(reply, after, error) };
  },
});
