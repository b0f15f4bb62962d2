import {
  notYet,
  type Program,
  type StreamEncoder,
  type TimedEvent,
  type Timeline,
  type Waiter,
} from '@llmsim/core';
import type { FrameWriter, PreparedFrame } from './frame-writer.js';

/** An event that is yet to be encoded, or the frame of a chunk that is encoded already; empty if it is not shown. */
export type ReplyItem = TimedEvent | PreparedFrame;

/**
 * How many chunks are encoded together. The more, the less it costs to begin with each of them; but each that waits
 * takes some 400 bytes.
 */
const chunksAhead = 8;

/**
 * The events of a reply. Chunks of tokens are encoded ahead of time, so that little but their bytes is touched when they
 * are due. All other events are encoded when they are due, since that may do more than make frames.
 */
export class EncodeAhead implements Program<ReplyItem> {
  readonly #events: Iterator<TimedEvent>;
  readonly #encoder: StreamEncoder;
  readonly #writer: FrameWriter;
  /** Whether chunks are encoded ahead of time: not where something is done to each frame. */
  readonly #isAhead: boolean;
  /** An event that came after chunks. */
  #following: TimedEvent | undefined;
  /** How many tokens each of the chunks has that were encoded last; `undefined`: one each, so far. */
  #tokens: number[] | undefined;
  /** Which of them is sent next. */
  #next = 0;

  constructor(timeline: Timeline, encoder: StreamEncoder, writer: FrameWriter, isAhead: boolean) {
    this.#isAhead = isAhead;
    this.#events = timeline[Symbol.iterator]();
    this.#encoder = encoder;
    this.#writer = writer;
  }

  next(items: ReplyItem[], dueMs: number[], waiter: Waiter): number {
    const frames: string[] = [];
    this.#next = 0;
    while (frames.length < chunksAhead) {
      const timed = this.#following ?? this.#nextEvent();
      this.#following = undefined;
      if (timed === undefined) break;
      const { event } = timed;
      if (event.type !== 'part-delta' || !this.#isAhead) {
        if (frames.length > 0) {
          this.#following = timed;
          break;
        }
        if (event.type === 'wait') {
          event.whenKnown(() => waiter.known());
          return notYet;
        }
        items[0] = timed;
        dueMs[0] = timed.atMs;
        return 1;
      }
      const [frame = ''] = this.#encoder.encode(event);
      dueMs[frames.length] = timed.atMs;
      if (event.tokens !== 1) this.#tokens ??= frames.map(() => 1);
      if (this.#tokens !== undefined) this.#tokens[frames.length] = event.tokens;
      frames.push(frame);
    }
    const prepared = this.#writer.prepare(frames);
    for (let index = 0; index < prepared.length; index += 1) items[index] = prepared[index] as PreparedFrame;
    return prepared.length;
  }

  /** How many tokens the next frame has of those that were encoded ahead of time. To be asked once for each. */
  takeTokens(): number {
    if (this.#tokens === undefined) return 1;
    this.#next += 1;
    return this.#tokens[this.#next - 1] as number;
  }

  end(): void {
    this.#events.return?.();
  }

  #nextEvent(): TimedEvent | undefined {
    const result = this.#events.next();
    return result.done === true ? undefined : result.value;
  }
}
