import { failureMode } from '../failure-mode.js';
import { numberOption } from '../mode-option.js';

/** Sends a reply a few bytes at a time. */
export const trickleMode = failureMode({
  name: 'trickle',
  does: 'Sends the body a few bytes at a time, with a pause after each of them.',
  provokes: 'Read timeouts that begin anew with each byte never end, and buffers wait for a whole event.',
  options: {
    bytes: numberOption('bytes of a write, at least 1', 16),
    every_ms: numberOption('milliseconds between two writes', 50),
  },
  apply: ({ bytes, every_ms: everyMs }) => ({
    trickle: { bytes: Math.max(1, Math.floor(bytes)), everyMs },
  }),
});
