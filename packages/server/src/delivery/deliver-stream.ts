import { play, type TimedEvent } from '@llmsim/core';
import { sseFraming } from '../sse/sse-framing.js';
import { breakConnection } from './break-connection.js';
import { damageFrame } from './damage-frame.js';
import { createFrameWriter } from './frame-writer.js';
import type { ReplyJob } from './reply-job.js';

/** Plays a reply into an event stream: each frame at its time, pausing while the client does not read. */
export function deliverStream(job: ReplyJob): void {
  const { response, exchange, reply, record, stats, clock, acceptedAtMs } = job;
  const encoder = exchange.createEncoder(reply, sseFraming);
  response.writeHead(200, {
    ...job.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);

  let failed = false;
  let resumedAtMs = -Infinity;
  const writer = createFrameWriter(response, () => {
    resumedAtMs = clock.nowMs();
    playing.resume();
  });

  const hear = ({ event, frameFault }: TimedEvent, dueMs: number, nowMs: number): boolean => {
    let hasRoom = true;
    for (const frame of encoder.encode(event)) {
      if (frameFault === undefined) hasRoom = writer.write(frame);
      else for (const bytes of damageFrame(frame, frameFault)) hasRoom = writer.writeBytes(bytes);
    }
    // An event that waited for its reader is late by the reader's doing.
    if (dueMs > resumedAtMs) stats.lag(nowMs - dueMs, nowMs);
    switch (event.type) {
      case 'part-delta':
        record.delivered(nowMs);
        break;
      case 'part-start':
        if (event.content.type === 'reasoning') {
          record.deliveredMany(event.content.tokenCount - event.content.pieces.length);
        }
        break;
      case 'turn-end':
        record.deliveredMany(event.usage.rejectedPredictionTokens);
        break;
      case 'failure':
        failed = true;
        break;
      default:
    }
    return hasRoom;
  };

  const playing = play(reply.timeline, clock, acceptedAtMs, {
    hear,
    finish() {
      if (reply.ending !== 'complete') {
        breakConnection(response.socket, reply.ending);
        if (reply.ending !== 'hang') job.end('disconnected', 200);
        return;
      }
      for (const frame of encoder.close()) writer.write(frame);
      writer.end();
      job.end(failed ? 'failed' : 'completed', 200);
    },
    fail(error) {
      response.destroy();
      job.end('failed', 500);
      job.reportDefect(error);
    },
  });

  response.on('close', () => {
    // A turn that runs on its own is not given up with its connection, but nobody hears it any more.
    if (exchange.encodeAccepted === undefined) job.end('cancelled', 200);
    playing.stop();
  });
}
