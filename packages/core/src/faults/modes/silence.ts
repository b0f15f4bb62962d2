import { failureMode } from '../failure-mode.js';
import { optionalNumberOption } from '../mode-option.js';

/** Accepts the request and says nothing. */
export const silenceMode = failureMode({
  name: 'silence',
  does: 'Accepts the request and says nothing, for a time, after which it closes the connection, or until the client goes.',
  provokes: 'Clients without a time limit for the head of the reply wait for ever.',
  options: { ms: optionalNumberOption('milliseconds until it closes the connection', 'never') },
  fail: ({ ms }) => ({
    failure: { kind: 'timeout' },
    afterMs: ms ?? 0,
    ending: ms === undefined ? 'hang' : 'disconnect',
  }),
});
