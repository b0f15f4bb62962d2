import { damageAfterTokens } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { afterOption } from '../mode-option.js';

/** Sends one frame in two writes, cut inside a multi-byte character where it has one. */
export const splitUtf8Mode = failureMode({
  name: 'split-utf8',
  does: 'Sends one frame in two writes, cut inside a character of several bytes where it has one.',
  provokes: 'Decoders that take each chunk by itself show U+FFFD.',
  options: { after: afterOption },
  apply: ({ after }, reply) => damageAfterTokens(reply, after, split),
});

function split(frame: Uint8Array): readonly Uint8Array[] {
  const multiByte = frame.findIndex((byte) => byte >= 0x80);
  const at = multiByte === -1 ? Math.floor(frame.length / 2) : multiByte + 1;
  return [frame.subarray(0, at), frame.subarray(at)];
}
