import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { asciiBytes, joinBytes } from '../frame-bytes.js';
import { afterOption, numberOption } from '../mode-option.js';

const brace = 0x7b;
const key = asciiBytes('"llmsim_padding":"');
const end = asciiBytes('",');
const most = 67_108_864;

/** Sends one event that is larger than many buffers. */
export const largeEventMode = failureMode({
  name: 'large-event',
  does: 'Adds a member of many characters to the event of one token, or to a reply that is not streamed.',
  provokes: 'Line buffers have a limit (64 KB, 1 MB), or are put together in quadratic time.',
  options: { after: afterOption, bytes: numberOption('bytes more, 64 MB at most', 1_100_000) },
  apply: ({ after, bytes }, reply) =>
    damageAfterTokens(reply, after, (frame) => {
      const at = frame.indexOf(brace) + 1;
      if (at === 0) return [frame];
      const padding = new Uint8Array(Math.min(most, Math.floor(bytes))).fill(0x78);
      return [joinBytes(frame.subarray(0, at), key, padding, end, frame.subarray(at))];
    }),
});
