import { notYet, play, type Program, type WireReplay, type WireStream } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import { createFrameWriter } from './frame-writer.js';
import type { HttpClient } from './http-client.js';

/** Sends the frames of a stream: each when it is due, or when the call that makes them has made it. */
export function deliverFrames(client: HttpClient, stream: WireStream | WireReplay): Promise<CallEnd> {
  const { call, response } = client;
  const { clock, stats, writeJournal } = call.opening.engine;
  const end: CallEnd = { outcome: 'completed', status: stream.status };
  writeJournal?.();
  response.writeHead(stream.status, { ...call.replyHeaders(), ...stream.headers });
  response.flushHeaders();
  return new Promise((resolve, reject) => {
    // What another call says has no due time of its own, and what waited for its reader is late by the reader's doing.
    let isTimed = 'frames' in stream;
    const writer = createFrameWriter(response, () => {
      const wasTimed = isTimed;
      isTimed = false;
      playing.resume();
      isTimed = wasTimed;
    });
    const program = 'frames' in stream ? framesOf(stream) : replayOf(stream);
    const playing = play(program, clock, clock.nowMs(), {
      receive(frame, dueMs, nowMs) {
        if (isTimed) stats.lag(nowMs - dueMs, nowMs);
        return typeof frame === 'string' ? writer.write(frame) : writer.writeParts([frame]);
      },
      finish() {
        call.settle(end);
        writer.end([]);
        resolve(end);
      },
      fail(error) {
        // The head is sent: all that can still be said is that the stream is not whole.
        writer.break('reset');
        reject(error instanceof Error ? error : new Error(String(error)));
      },
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

/** What another call says is due as soon as it is there. */
function replayOf(replay: WireReplay): Program<string> {
  let arrived: readonly string[] | undefined;
  let failure: Error | undefined;
  return {
    next(items, dueMs, waiter) {
      if (failure !== undefined) throw failure;
      const frames = arrived ?? replay.next();
      arrived = undefined;
      if (frames instanceof Promise) {
        const arrive = (later: readonly string[]): void => {
          arrived = later;
          waiter.known();
        };
        frames.then(arrive).catch((error: unknown) => {
          failure = error instanceof Error ? error : new Error(String(error));
          waiter.known();
        });
        return notYet;
      }
      for (const [index, frame] of frames.entries()) {
        items[index] = frame;
        dueMs[index] = 0;
      }
      return frames.length;
    },
    end: () => undefined,
  };
}
