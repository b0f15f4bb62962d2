import type { FrameFault } from '@llmsim/core';

/**
 * What is sent instead of a frame that has a fault: each entry by a write of its own. `corrupt-frame` cuts the
 * frame's JSON short; `split-utf8` cuts inside its first multi-byte character, or in the middle if it has none.
 */
export function damageFrame(frame: string, fault: FrameFault): readonly Uint8Array[] {
  const bytes = Buffer.from(frame);
  switch (fault) {
    case 'corrupt-frame': {
      const end = /\n*$/.exec(frame)?.[0] ?? '';
      const content = frame.slice(0, frame.length - end.length);
      return [Buffer.from(content.slice(0, Math.ceil(content.length * 0.7)) + end)];
    }
    case 'split-utf8': {
      const multiByte = bytes.findIndex((byte) => byte >= 0x80);
      const at = multiByte === -1 ? Math.floor(bytes.length / 2) : multiByte + 1;
      return [bytes.subarray(0, at), bytes.subarray(at)];
    }
  }
}
