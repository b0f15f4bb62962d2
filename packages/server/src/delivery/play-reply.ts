import {
  play,
  type Audience,
  type Play,
  type RequestRecord,
  type StatsRecorder,
  type StreamEncoder,
  type TimedEvent,
} from '@llmsim/core';
import type { TurnJob } from '../turns/turn-job.js';
import { damageFrame } from './damage-frame.js';
import type { FrameWriter } from './frame-writer.js';
import { TellAhead, type Told } from './tell-ahead.js';

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
  const writer = createWriter(() => {
    // What waited for its reader is late by the reader's doing.
    audience.isCatchingUp = true;
    playing.resume();
    audience.isCatchingUp = false;
  });
  const audience = new ReplyAudience(job, encoder, writer);
  const playing = play(
    new TellAhead(job.reply.timeline, encoder, writer),
    job.clock,
    job.acceptedAtMs,
    audience,
  );
  return playing;
}

/** Sends what it hears. A class for what each token needs to be in one place. */
class ReplyAudience implements Audience<Told> {
  readonly #writer: FrameWriter;
  readonly #record: RequestRecord;
  readonly #stats: StatsRecorder;
  isCatchingUp = false;
  #hasFailed = false;
  readonly #encoder: StreamEncoder;
  readonly #job: TurnJob;

  constructor(job: TurnJob, encoder: StreamEncoder, writer: FrameWriter) {
    this.#writer = writer;
    this.#record = job.record;
    this.#stats = job.stats;
    this.#encoder = encoder;
    this.#job = job;
  }

  hear(told: Told, dueMs: number, nowMs: number): boolean {
    if (!this.isCatchingUp) this.#stats.lag(nowMs - dueMs, nowMs);
    if (typeof told === 'string' || told instanceof Uint8Array) {
      this.#record.delivered(nowMs);
      return this.#writer.send(told);
    }
    return this.#hearEvent(told, nowMs);
  }

  #hearEvent({ event, frameFault }: TimedEvent, nowMs: number): boolean {
    const writer = this.#writer;
    let hasRoom = true;
    for (const frame of this.#encoder.encode(event)) {
      hasRoom =
        frameFault === undefined ? writer.write(frame) : writer.writeParts(damageFrame(frame, frameFault));
    }
    switch (event.type) {
      case 'part-delta':
        this.#record.delivered(nowMs);
        break;
      case 'part-start':
        if (event.content.type === 'reasoning') {
          this.#record.deliveredMany(event.content.tokenCount - event.content.pieces.length);
        }
        break;
      case 'turn-end':
        this.#record.deliveredMany(event.usage.rejectedPredictionTokens);
        break;
      case 'failure':
        this.#hasFailed = true;
        break;
      default:
    }
    return hasRoom;
  }

  finish(): void {
    const { reply } = this.#job;
    if (reply.ending !== 'complete') {
      this.#writer.break(reply.ending);
      if (reply.ending !== 'hang') this.#job.end('disconnected', 200);
      return;
    }
    this.#writer.end(this.#encoder.close());
    this.#job.end(this.#hasFailed ? 'failed' : 'completed', 200);
  }

  fail(error: unknown): void {
    this.#writer.break('reset');
    this.#job.end('failed', 500);
    this.#job.reportDefect(error);
  }
}
