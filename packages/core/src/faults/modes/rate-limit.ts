import { failureMode } from '../failure-mode.js';
import { choiceOption, numberOption, optionalNumberOption } from '../mode-option.js';

/** The limits that the answer names where no others are asked for. They are made up: it strikes whatever was used. */
const figures = {
  requests: { limit: 500, remaining: 0, requested: 1 },
  tokens: { limit: 30_000, remaining: 63, requested: 385 },
};

/** Answers 429 as if a limit were hit. Its body and its headers have the same figures. */
export const rateLimitMode = failureMode({
  name: 'rate-limit',
  does: 'Answers 429 as if a limit were hit; the body and the headers have the same figures.',
  provokes: 'SDKs try again at once, never, or not as late as the headers say.',
  options: {
    scope: choiceOption('what is limited', ['requests', 'tokens'], 'requests'),
    retry_after_ms: numberOption('when to try again', 1000),
    limit: optionalNumberOption('the limit a minute', '500 requests or 30000 tokens'),
    remaining: optionalNumberOption('what is left of it', '0 requests or 63 tokens'),
    reset_ms: optionalNumberOption('when all of it is there again', 'retry_after_ms'),
  },
  fail: ({ scope, retry_after_ms: retryAfterMs, reset_ms: resetMs = retryAfterMs, ...given }) => {
    const { requested, ...usual } = figures[scope];
    const limit = given.limit ?? usual.limit;
    const remaining = Math.min(limit, given.remaining ?? usual.remaining);
    return {
      failure: {
        kind: 'rate-limit',
        retryAfterMs,
        rateLimit: {
          scope,
          limit,
          used: limit - remaining,
          requested: Math.max(requested, remaining + 1),
          retryAfterMs,
          resetMs,
        },
      },
    };
  },
});
