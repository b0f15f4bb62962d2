import {
  play,
  type Sink,
  type PlannedReply,
  type Play,
  type RequestRecord,
  type StatsRecorder,
  type StreamEncoder,
  type TimedEvent,
} from '@llmsim/core';
import type { Call, CallEnd } from '../calls/call.js';
import { startDamage, type DamagedFrames } from './damaged-frames.js';
import type { FrameWriter } from './frame-writer.js';
import { EncodeAhead, type ReplyItem } from './encode-ahead.js';

/**
 * Plays a reply into a stream: each frame at its time, pausing while the client does not read.
 *
 * @param createWriter - given what is to be called when the client reads again
 * @param end - given how it ended, unless the connection is to hang: then only the client's leaving ends it
 */
export function playReply(
  call: Call,
  reply: PlannedReply,
  encoder: StreamEncoder,
  createWriter: (onDrain: () => void) => FrameWriter,
  end: (end: CallEnd) => void,
): Play {
  const writer = createWriter(() => {
    // What waited for its reader is late by the reader's doing.
    sink.isCatchingUp = true;
    playing.resume();
    sink.isCatchingUp = false;
  });
  const { engine, acceptedAtMs } = call.opening;
  const program = new EncodeAhead(reply.timeline, encoder, writer, reply.damage === undefined);
  const sink = new ReplySink(call, reply, encoder, writer, program, end);
  const playing = play(program, engine.clock, acceptedAtMs, sink);
  return playing;
}

function tokensOf(event: TimedEvent['event']): number {
  return event.type === 'part-delta' ? event.tokens : 0;
}

/** Sends what it receives. A class, so that what each token needs is in one place. */
class ReplySink implements Sink<ReplyItem> {
  readonly #writer: FrameWriter;
  readonly #program: EncodeAhead;
  readonly #record: RequestRecord;
  readonly #stats: StatsRecorder;
  isCatchingUp = false;
  #hasFailed = false;
  readonly #encoder: StreamEncoder;
  readonly #call: Call;
  readonly #reply: PlannedReply;
  readonly #damaged: DamagedFrames | undefined;
  readonly #end: (end: CallEnd) => void;

  constructor(
    call: Call,
    reply: PlannedReply,
    encoder: StreamEncoder,
    writer: FrameWriter,
    program: EncodeAhead,
    end: (end: CallEnd) => void,
  ) {
    this.#writer = writer;
    this.#program = program;
    this.#record = call.record ?? call.begin(true);
    this.#stats = call.opening.engine.stats;
    this.#encoder = encoder;
    this.#call = call;
    this.#reply = reply;
    this.#damaged = startDamage(reply);
    this.#end = end;
  }

  receive(item: ReplyItem, dueMs: number, nowMs: number): boolean {
    if (!this.isCatchingUp) this.#stats.lag(nowMs - dueMs, nowMs);
    if (typeof item === 'string' || item instanceof Uint8Array) {
      this.#record.delivered(nowMs, this.#program.takeTokens());
      return this.#writer.send(item);
    }
    return this.#receiveEvent(item, nowMs);
  }

  #receiveEvent({ event }: TimedEvent, nowMs: number): boolean {
    const writer = this.#writer;
    let hasRoom = true;
    if (event.type === 'turn-end' || event.type === 'failure') {
      if (event.type === 'failure') this.#hasFailed = true;
      else this.#record.deliveredMany(event.usage.rejectedPredictionTokens);
      // The frame of this event is the end already for clients of some wires.
      if (this.#reply.ending === 'complete') this.#call.settle(this.#howItEnded());
    }
    for (const frame of this.#encoder.encode(event, this.#call.opening.engine.clock.wallMs())) {
      hasRoom =
        this.#damaged === undefined
          ? writer.write(frame)
          : writer.writeParts(this.#damaged.partsOf(frame, event.type, tokensOf(event)));
    }
    switch (event.type) {
      case 'part-delta':
        this.#record.delivered(nowMs, event.tokens);
        break;
      case 'part-start':
        if (event.content.type === 'reasoning') {
          this.#record.deliveredMany(event.content.tokenCount - event.content.pieces.length);
        }
        break;
      default:
    }
    return hasRoom;
  }

  finish(): void {
    const { ending } = this.#reply;
    const end = this.#howItEnded();
    if (ending !== 'hang') this.#call.settle(end);
    if (ending !== 'complete') {
      this.#writer.break(ending);
      if (ending !== 'hang') this.#end(end);
      return;
    }
    if (this.#damaged === undefined) this.#writer.end(this.#encoder.close());
    else {
      for (const frame of this.#encoder.close())
        this.#writer.writeParts(this.#damaged.partsOf(frame, 'close', 0));
      this.#writer.writeParts(this.#damaged.partsOf('', 'end', 0));
      this.#writer.end([]);
    }
    this.#end(end);
  }

  #howItEnded(): CallEnd {
    if (this.#reply.ending !== 'complete') return { outcome: 'disconnected', status: 200 };
    return { outcome: this.#hasFailed ? 'failed' : 'completed', status: 200 };
  }

  fail(error: unknown): void {
    this.#writer.break('reset');
    this.#end({ outcome: 'failed', status: 500 });
    this.#call.opening.engine.reportDefect(error);
  }
}
