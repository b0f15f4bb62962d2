import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { isEventOfStream } from '../frame-bytes.js';
import { afterOption } from '../mode-option.js';

/** Leaves out the empty line after one event, so that it runs into the next. */
export const missingBlankLineMode = failureMode({
  name: 'missing-blank-line',
  does: 'Leaves out the empty line after the event of one token, which runs into the next one.',
  provokes: 'Two JSON documents are parsed as one.',
  options: { after: afterOption },
  apply: ({ after }, reply) =>
    damageAfterTokens(reply, after, (frame) => [isEventOfStream(frame) ? frame.subarray(0, -1) : frame]),
});
