import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** Answers 503, the service is overloaded. */
export const overloadedMode: FailureModeEntry = {
  name: 'overloaded',
  summary: 'Answers 503, the service is overloaded. Options: retry_after_ms (none).',
  parse(raw) {
    const options = readOptions('failure mode "overloaded"', raw);
    const retryAfterMs = options.optionalNumber('retry_after_ms', { min: 0 });
    options.end();
    return {
      name: 'overloaded',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'overloaded',
        failure: { kind: 'overloaded', model: request.model, retryAfterMs },
      }),
    };
  },
};
