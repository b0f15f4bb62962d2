import { readOptions } from '../../options/option-reader.js';
import type { FailureModeEntry } from '../failure-mode.js';

/** The limits that the message names. They are made up: this mode strikes whatever was really used. */
const figures = {
  requests: { limit: 500, used: 500, requested: 1 },
  tokens: { limit: 30_000, used: 29_937, requested: 385 },
};

/** Answers 429 as if a limit were hit. */
export const rateLimitMode: FailureModeEntry = {
  name: 'rate-limit',
  summary:
    'Answers 429 as if a limit were hit. Options: scope (requests or tokens; requests), retry_after_ms (1000).',
  parse(raw) {
    const options = readOptions('failure mode "rate-limit"', raw);
    const scope = options.choice('scope', ['requests', 'tokens'], 'requests');
    const retryAfterMs = options.number('retry_after_ms', 1000, { min: 0 });
    options.end();
    return {
      name: 'rate-limit',
      stage: 'before-turn',
      fail: (request) => ({
        type: 'failure',
        afterMs: 0,
        fault: 'rate-limit',
        failure: {
          kind: 'rate-limit',
          model: request.model,
          retryAfterMs,
          rateLimit: { scope, ...figures[scope], retryAfterMs },
        },
      }),
    };
  },
};
