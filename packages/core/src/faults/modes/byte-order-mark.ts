import { damageFrames } from '../damage-frame.js';
import { failureMode } from '../failure-mode.js';
import { joinBytes } from '../frame-bytes.js';

const mark = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Begins a reply with a byte order mark. */
export const byteOrderMarkMode = failureMode({
  name: 'byte-order-mark',
  does: 'Begins the body with the byte order mark of UTF-8.',
  provokes: 'The first event is lost, or JSON.parse throws.',
  apply: (_options, reply) =>
    damageFrames(reply, () => {
      let isFirst = true;
      return (frame) => {
        if (!isFirst || frame.length === 0) return [frame];
        isFirst = false;
        return [joinBytes(mark, frame)];
      };
    }),
});
