import { play, type Program, type WireReplay, type WireStream } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { createFrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';

/** Sends the frames of a stream: those that are overdue at once, the others when they are due. */
export function deliverFrames(client: HttpClient, stream: WireStream | WireReplay): Promise<CallEnd> {
  const { call, response } = client;
  const { clock, writeJournal } = call.opening.engine;
  const end: CallEnd = { outcome: 'completed', status: stream.status };
  writeJournal?.();
  response.writeHead(stream.status, { ...call.replyHeaders(), ...stream.headers });
  response.flushHeaders();
  const sinceStartMs = 'startedAtMs' in stream ? clock.wallMs() - stream.startedAtMs : 0;
  const startMs = clock.nowMs() - sinceStartMs;
  return new Promise((resolve, reject) => {
    const writer = createFrameWriter(response, () => playing.resume());
    const playing = play(framesOf(stream), clock, startMs, {
      receive: (frame) => (typeof frame === 'string' ? writer.write(frame) : writer.writeParts([frame])),
      finish() {
        call.settle(end);
        writer.end([]);
        resolve(end);
      },
      fail: reject,
    });
    client.onGone(() => {
      playing.stop();
      resolve({ outcome: 'cancelled', status: stream.status });
    });
  });
}

function framesOf({ frames }: WireStream): Program<string | Uint8Array> {
  let index = 0;
  return {
    next(items, dueMs) {
      const next = frames[index];
      if (next === undefined) return 0;
      index += 1;
      items[0] = next.frame;
      dueMs[0] = next.atMs;
      return 1;
    },
    end: () => undefined,
  };
}
