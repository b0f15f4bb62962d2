import type { Clock, ScheduledTask, Trickle } from '@llmsim/core';
import type { FrameWriter } from './frame-writer.js';

/**
 * Writes what it is given a few bytes at a time. It never asks for a pause: what waits is a reply that was made already.
 * @param isGone - whether the client has left; then the rest is dropped
 */
export function createTrickleWriter(
  writer: FrameWriter,
  { bytes, everyMs }: Trickle,
  clock: Clock,
  isGone: () => boolean,
): FrameWriter {
  let waiting: Uint8Array = new Uint8Array();
  let isScheduled = false;
  let finish: (() => void) | undefined;

  const task: ScheduledTask = {
    run(nowMs) {
      isScheduled = false;
      if (isGone()) return;
      writer.writeParts([waiting.subarray(0, bytes)]);
      waiting = waiting.subarray(bytes);
      goOn(nowMs);
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
    return true;
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
