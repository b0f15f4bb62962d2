import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Answers 500. */
export const serverErrorMode: FailureModeEntry = {
  name: 'server-error',
  summary: 'Answers 500. Takes no options.',
  parse(raw) {
    readOptions('failure mode "server-error"', raw).end();
    return {
      name: 'server-error',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'server-error',
        failure: { kind: 'server-error', model: request.model },
      }),
    };
  },
};
