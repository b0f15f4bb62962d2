import type { ServerResponse } from 'node:http';
import type { Clock, WireReplay } from '@llmsim/core';
import { createFrameWriter } from './frame-writer.js';

/** Sends the frames of a stream made earlier: those that are overdue at once, the others when they are due. */
export function deliverReplay(
  response: ServerResponse,
  replay: WireReplay,
  clock: Clock,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(replay.status, { ...headers, ...replay.headers });
  response.flushHeaders();
  const startMs = clock.nowMs() - (clock.wallMs() - replay.startedAtMs);
  let next = 0;
  let isGone = false;
  const run = (): void => {
    const nowMs = clock.nowMs();
    while (!isGone) {
      const entry = replay.frames[next];
      if (entry === undefined) {
        writer.end([]);
        return;
      }
      const dueMs = startMs + entry.atMs;
      if (dueMs > nowMs) {
        clock.schedule({ run }, dueMs);
        return;
      }
      next += 1;
      if (!writer.write(entry.frame)) return;
    }
  };
  const writer = createFrameWriter(response, run);
  response.on('close', () => {
    isGone = true;
  });
  run();
}
