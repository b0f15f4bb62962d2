import type { WireReplay, WireStream } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { createFrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';

/** Sends the frames of a stream: those that are overdue at once, the others when they are due. */
export function deliverFrames(client: HttpClient, stream: WireStream | WireReplay): Promise<CallEnd> {
  const { call, response } = client;
  const { clock } = call.opening.engine;
  response.writeHead(stream.status, { ...call.replyHeaders(), ...stream.headers });
  response.flushHeaders();
  const sinceStartMs = 'startedAtMs' in stream ? clock.wallMs() - stream.startedAtMs : 0;
  const startMs = clock.nowMs() - sinceStartMs;
  return new Promise((resolve) => {
    let next = 0;
    let isGone = false;
    const run = (): void => {
      const nowMs = clock.nowMs();
      while (!isGone) {
        const entry = stream.frames[next];
        if (entry === undefined) {
          writer.end([]);
          resolve({ outcome: 'completed', status: stream.status });
          return;
        }
        const dueMs = startMs + entry.atMs;
        if (dueMs > nowMs) {
          clock.schedule({ run }, dueMs);
          return;
        }
        next += 1;
        const { frame } = entry;
        if (!(typeof frame === 'string' ? writer.write(frame) : writer.writeParts([frame]))) return;
      }
    };
    const writer = createFrameWriter(response, run);
    client.onGone(() => {
      isGone = true;
      resolve({ outcome: 'cancelled', status: stream.status });
    });
    run();
  });
}
