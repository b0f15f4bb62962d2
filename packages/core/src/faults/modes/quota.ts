import { failureMode } from '../failure-mode.js';

/** Answers 429, the quota is used up; trying again does not help. */
export const quotaMode = failureMode({
  name: 'quota',
  does: 'Answers 429, the quota is used up; trying again does not help.',
  provokes: 'Clients that retry every 429 wait in vain.',
  fail: () => ({ failure: { kind: 'quota' } }),
});
