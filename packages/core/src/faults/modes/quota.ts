import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Answers 429, the quota is used up; trying again does not help. */
export const quotaMode: FailureModeEntry = {
  name: 'quota',
  summary: 'Answers 429, the quota is used up; trying again does not help. Takes no options.',
  parse(raw) {
    readOptions('failure mode "quota"', raw).end();
    return {
      name: 'quota',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'quota',
        failure: { kind: 'quota', model: request.model },
      }),
    };
  },
};
