import type { Clock, ScheduledTask, Trickle } from '@llmsim/core';
import type { FrameWriter } from './frame-writer.js';

/** While more bytes wait than this, nothing more is made. */
const mostWaiting = 16_384;

/**
 * Writes what it is given a few bytes at a time. To whoever makes it, it is a client that reads as slowly.
 * @param isGone - whether the client has left; then the rest is dropped
 * @param onDrain - called when half of what waited is written, after more was refused
 */
export function createTrickleWriter(
  writer: FrameWriter,
  { bytes, everyMs }: Trickle,
  clock: Clock,
  isGone: () => boolean,
  onDrain: () => void,
): FrameWriter {
  let waiting: Uint8Array = new Uint8Array();
  let isScheduled = false;
  let isFull = false;
  let finish: (() => void) | undefined;

  const task: ScheduledTask = {
    run(nowMs) {
      isScheduled = false;
      if (isGone()) return;
      writer.writeParts([waiting.subarray(0, bytes)]);
      waiting = waiting.subarray(bytes);
      goOn(nowMs);
      if (!isFull || waiting.length > mostWaiting / 2) return;
      isFull = false;
      onDrain();
    },
  };
  const goOn = (nowMs: number): void => {
    if (waiting.length === 0) finish?.();
    else if (!isScheduled) {
      isScheduled = true;
      clock.schedule(task, nowMs + everyMs);
    }
  };
  const add = (parts: readonly Uint8Array[]): boolean => {
    waiting = Buffer.concat([waiting, ...parts]);
    goOn(clock.nowMs());
    isFull ||= waiting.length > mostWaiting;
    return !isFull;
  };
  const endWith = (end: () => void): void => {
    finish = end;
    goOn(clock.nowMs());
  };
  const write = (frame: string | Uint8Array) => add([Buffer.from(frame)]);
  return {
    prepare: (frames) => frames,
    send: write,
    write,
    writeParts: add,
    end(lastFrames) {
      for (const frame of lastFrames) write(frame);
      endWith(() => writer.end([]));
    },
    break: (ending) => endWith(() => writer.break(ending)),
  };
}
