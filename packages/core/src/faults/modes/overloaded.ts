import { failureMode } from '../failure-mode.js';
import { optionalNumberOption } from '../mode-option.js';

/** Answers 503, the service is overloaded. */
export const overloadedMode = failureMode({
  name: 'overloaded',
  does: 'Answers 503, the service is overloaded.',
  options: { retry_after_ms: optionalNumberOption('when to try again, in the headers', 'none') },
  fail: ({ retry_after_ms: retryAfterMs }) => ({ failure: { kind: 'overloaded', retryAfterMs } }),
});
