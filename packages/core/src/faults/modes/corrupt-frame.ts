import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

const lineEnd = 0x0a;

/** Sends one frame that is not valid: its JSON is cut short. */
export const corruptFrameMode = failureMode({
  name: 'corrupt-frame',
  does: 'Cuts the JSON of one frame short, and goes on.',
  provokes: 'The parser throws in the middle of an iteration, and the connection leaks.',
  options: { after: afterOption },
  apply: ({ after }, reply) => damageAfterTokens(reply, after, cutShort),
});

/** Seven tenths of a frame, no character of which is cut, and the lines that end it. */
function cutShort(frame: Uint8Array): readonly Uint8Array[] {
  let end = frame.length;
  while (end > 0 && frame[end - 1] === lineEnd) end -= 1;
  let cut = Math.ceil(end * 0.7);
  while (cut < end && ((frame[cut] ?? 0) & 0xc0) === 0x80) cut += 1;
  return [Uint8Array.from([...frame.subarray(0, cut), ...frame.subarray(end)])];
}
