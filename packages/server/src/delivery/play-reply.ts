import {
  hiddenTokensOf,
  play,
  shownTokensOf,
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
import { writePieces } from './write-pieces.js';

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
    if (sink.goOnWriting()) return;
    // What waited for its reader is late by the reader's doing.
    sink.isCatchingUp = true;
    playing.resume();
    sink.isCatchingUp = false;
  });
  const { engine, acceptedAtMs } = call.opening;
  const program = new EncodeAhead(reply.timeline, encoder, writer, reply.damage === undefined);
  const sink = new ReplySink(call, reply, encoder, writer, program, end, () => playing.resume());
  const playing = play(program, engine.clock, acceptedAtMs, sink);
  return playing;
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
  /** After frames that were written in pieces. */
  readonly #resume: () => void;
  /** Whether such frames are being written, and what goes on with them when the client reads again. */
  #isWritingPieces = false;
  #mustWait = false;
  #drained: (() => void) | undefined;

  constructor(
    call: Call,
    reply: PlannedReply,
    encoder: StreamEncoder,
    writer: FrameWriter,
    program: EncodeAhead,
    end: (end: CallEnd) => void,
    resume: () => void,
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
    this.#resume = resume;
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
    const atMs = this.#call.opening.engine.clock.wallMs();
    const pieces = this.#piecesOf(event, atMs);
    if (pieces !== undefined) {
      this.#writePieces(pieces);
      return false;
    }
    for (const frame of this.#encoder.encode(event, atMs)) {
      hasRoom =
        this.#damaged === undefined
          ? writer.write(frame)
          : writer.writeParts(this.#damaged.partsOf(frame, event.type, shownTokensOf(event)));
    }
    switch (event.type) {
      case 'part-delta':
        this.#record.delivered(nowMs, event.tokens);
        break;
      case 'part-start':
        this.#record.deliveredMany(hiddenTokensOf(event));
        break;
      default:
    }
    return hasRoom;
  }

  /** What takes long to encode; damage is done to whole frames. */
  #piecesOf(event: TimedEvent['event'], atMs: number): Iterable<string> | undefined {
    if (event.type === 'part-delta' || this.#damaged !== undefined) return undefined;
    return this.#writer.isGone === undefined ? undefined : this.#encoder.encodeInPieces?.(event, atMs);
  }

  /** The play goes on when all of it is written. */
  #writePieces(pieces: Iterable<string>): void {
    const writer = this.#writer;
    const target = {
      write: (piece: string) => {
        this.#mustWait = !writer.write(piece);
        return !this.#mustWait;
      },
      drained: () =>
        new Promise<void>((resolve) => {
          if (this.#mustWait) this.#drained = resolve;
          else resolve();
        }),
      isGone: () => writer.isGone?.() === true,
    };
    this.#isWritingPieces = true;
    writePieces(pieces, target, this.#call.opening.engine.stepRunner).then(
      (isWritten) => {
        this.#isWritingPieces = false;
        if (isWritten) this.#resume();
      },
      (error: unknown) => this.fail(error),
    );
  }

  /** The client reads again. @returns whether frames in pieces have waited for it */
  goOnWriting(): boolean {
    if (!this.#isWritingPieces) return false;
    this.#mustWait = false;
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
    return true;
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
