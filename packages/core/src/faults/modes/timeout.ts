import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Waits, then answers 504. */
export const timeoutMode: FailureModeEntry = {
  name: 'timeout',
  summary: 'Waits, then answers 504. Options: after_ms (30000).',
  parse(raw) {
    const options = readOptions('failure mode "timeout"', raw);
    const afterMs = options.number('after_ms', 30_000, { min: 0 });
    options.end();
    return {
      name: 'timeout',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs,
        fault: 'timeout',
        failure: { kind: 'timeout', model: request.model },
      }),
    };
  },
};
