import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Waits, then answers 504. */
export const timeoutMode = failureMode({
  name: 'timeout',
  does: 'Waits, then answers 504.',
  options: { after_ms: numberOption('milliseconds before the answer', 30_000) },
  fail: ({ after_ms: afterMs }) => ({ afterMs, failure: { kind: 'timeout' } }),
});
