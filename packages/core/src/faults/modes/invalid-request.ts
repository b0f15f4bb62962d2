import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Answers 400. */
export const invalidRequestMode: FailureModeEntry = {
  name: 'invalid-request',
  summary: 'Answers 400. Options: message ("Invalid request.").',
  parse(raw) {
    const options = readOptions('failure mode "invalid-request"', raw);
    const message = options.text('message', 'Invalid request.');
    options.end();
    return {
      name: 'invalid-request',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'invalid-request',
        failure: { kind: 'invalid-request', model: request.model, message },
      }),
    };
  },
};
