import type { ApiFailure } from '../../errors/api-failure.js';
import { failureMode } from '../failure-mode.js';

const failure: ApiFailure = { kind: 'conflict', status: 417, message: 'Expectation failed.' };

/** Refuses a body before it is sent. */
export const expectationFailedMode = failureMode({
  name: 'expectation-failed',
  does: 'Answers 417; to a request with Expect: 100-continue by its head alone, before its body is sent.',
  provokes: 'Clients send the body all the same, or do not repeat the request without the expectation.',
  refusesBody: failure,
  fail: () => ({ failure }),
});
