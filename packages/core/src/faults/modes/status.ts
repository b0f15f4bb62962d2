import { failureMode } from '../failure-mode.js';
import { codeOption, textOption } from '../mode-option.js';

const code = codeOption('status', {
  what: 'the status',
  accepts: 'a whole number from 400 to 599',
  fallback: 500,
  isCode: (status) => Number.isInteger(status) && status >= 400 && status <= 599,
});

/** Answers any status with an error of the API's form. */
export const statusMode = failureMode({
  name: 'status',
  does: 'Answers any status, 408, 409, 421 or 425 for instance, with an error in the form of the API.',
  provokes: 'Clients retry what they should not, or do not retry 408 and 409.',
  options: { code, message: textOption('what it says', 'The request failed.') },
  fail: ({ code: status, message }) => ({
    failure: { kind: status < 500 ? 'conflict' : 'server-error', status, message },
  }),
});
