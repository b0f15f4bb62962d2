import { LlmsimError } from '../../errors/llmsim-error.js';
import { failureMode } from '../failure-mode.js';
import { textOption, type ModeOption } from '../mode-option.js';

const code: ModeOption<number> = {
  what: 'the status',
  accepts: 'a whole number from 400 to 599',
  fallback: '500',
  read(options, key) {
    const status = options.number(key, 500);
    if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `Option "${key}" of failure mode "status" must be a whole number from 400 to 599; found ${status}.`,
    );
  },
};

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
