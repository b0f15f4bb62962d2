import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Answers 401, the key is not accepted. */
export const authenticationMode: FailureModeEntry = {
  name: 'authentication',
  summary: 'Answers 401, the key is not accepted. Takes no options.',
  parse(raw) {
    readOptions('failure mode "authentication"', raw).end();
    return {
      name: 'authentication',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'authentication',
        failure: { kind: 'authentication', model: request.model },
      }),
    };
  },
};
