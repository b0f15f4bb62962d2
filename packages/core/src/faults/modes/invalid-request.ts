import { failureMode } from '../failure-mode.js';
import { textOption } from '../mode-option.js';

/** Answers 400. */
export const invalidRequestMode = failureMode({
  name: 'invalid-request',
  does: 'Answers 400.',
  options: { message: textOption('what it says', 'Invalid request.') },
  fail: ({ message }) => ({ failure: { kind: 'invalid-request', message } }),
});
