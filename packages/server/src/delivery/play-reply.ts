import { play, type Play, type StreamEncoder, type TimedEvent } from '@llmsim/core';
import type { TurnJob } from '../turns/turn-job.js';
import { damageFrame } from './damage-frame.js';
import type { FrameWriter } from './frame-writer.js';

/**
 * Plays a reply into a stream: each frame at its time, pausing while the client does not read. Ends the job, unless
 * the connection is to hang: then only the client's leaving ends it.
 *
 * @param createWriter - given what is to be called when the client reads again
 */
export function playReply(
  job: TurnJob,
  encoder: StreamEncoder,
  createWriter: (onDrain: () => void) => FrameWriter,
): Play {
  const { reply, record, stats, clock } = job;
  let failed = false;
  let resumedAtMs = -Infinity;
  const writer = createWriter(() => {
    resumedAtMs = clock.nowMs();
    playing.resume();
  });

  const hear = ({ event, frameFault }: TimedEvent, dueMs: number, nowMs: number): boolean => {
    let hasRoom = true;
    for (const frame of encoder.encode(event)) {
      hasRoom =
        frameFault === undefined ? writer.write(frame) : writer.writeParts(damageFrame(frame, frameFault));
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

  const playing = play(reply.timeline, clock, job.acceptedAtMs, {
    hear,
    finish() {
      if (reply.ending !== 'complete') {
        writer.break(reply.ending);
        if (reply.ending !== 'hang') job.end('disconnected', 200);
        return;
      }
      writer.end(encoder.close());
      job.end(failed ? 'failed' : 'completed', 200);
    },
    fail(error) {
      writer.break('reset');
      job.end('failed', 500);
      job.reportDefect(error);
    },
  });
  return playing;
}
