import { failureMode } from '../failure-mode.js';

/** Answers 401, the key is not accepted. */
export const authenticationMode = failureMode({
  name: 'authentication',
  does: 'Answers 401, the key is not accepted.',
  fail: () => ({ failure: { kind: 'authentication' } }),
});
