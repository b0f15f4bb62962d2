import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Answers 500, or for a share of requests 503. */
export const serverErrorMode = failureMode({
  name: 'server-error',
  does: 'Answers 500.',
  options: { overloaded_share: numberOption('the share, 0 to 1, that is answered with 503 instead', 0) },
  fail: ({ overloaded_share: share }, _request, random) => ({
    failure: { kind: share > 0 && random.next() < share ? 'overloaded' : 'server-error' },
  }),
});
