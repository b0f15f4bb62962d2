import { timelineOf } from '../../turn/timeline.js';
import { failureMode } from '../failure-mode.js';
import { choiceOption } from '../mode-option.js';

/** Answers 200, and then says that it failed. */
export const errorFirstMode = failureMode({
  name: 'error-first',
  does: 'Answers 200, and the first event of the stream is the error event of the API.',
  provokes: 'Retries look at the status alone, and an empty reply is taken for a success.',
  options: { kind: choiceOption('the error', ['server-error', 'overloaded'], 'server-error') },
  apply: ({ kind }, reply) => ({
    timeline: timelineOf(function* () {
      for (const { atMs, event } of reply.timeline) {
        if (event.type === 'turn-start') continue;
        if (event.type === 'wait') {
          yield { atMs, event };
          continue;
        }
        yield { atMs, event: { type: 'failure', failure: { kind } } };
        return;
      }
    }),
  }),
});
