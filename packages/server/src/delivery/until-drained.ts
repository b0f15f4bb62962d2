import type { Writable } from 'node:stream';

/** Resolves when the client reads what was written, or has left; at once if it has read on already. */
export function untilDrained(stream: Pick<Writable, 'writableNeedDrain' | 'on' | 'off'>): Promise<void> {
  return new Promise((resolve) => {
    if (!stream.writableNeedDrain) {
      resolve();
      return;
    }
    const goOn = () => {
      stream.off('drain', goOn);
      stream.off('close', goOn);
      resolve();
    };
    stream.on('drain', goOn);
    stream.on('close', goOn);
  });
}
