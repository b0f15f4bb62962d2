import type { Clock, ScheduledTask } from './clock.js';

/** What a program answers that does not know yet when its next item is due. */
export const notYet = -1;

/** Somebody who waits until more is known. */
export interface Waiter {
  /** More is known: the program may be asked again. */
  known(): void;
}

/**
 * What is played: items with due times that never fall. It is asked for a few at a time, so that what is alike can be
 * made ready together; while they wait, only the list of them is touched.
 */
export interface Program<Item> {
  /**
   * Puts the next items at the beginning of a list, and when each is due, in milliseconds after the start of the play,
   * at the beginning of another. What the lists held is of no use any more.
   * @param waiter - called when more is known, after `notYet` was returned; never before that
   * @returns how many there are; 0: that was all; `notYet`: when the next one is due is not known yet
   */
  next(items: Item[], dueMs: number[], waiter: Waiter): number;
  /** Nothing more will be asked for. */
  end(): void;
}

/** Where a play sends its items. */
export interface Sink<Item> {
  /**
   * An item is due. `dueMs` and `nowMs` are monotonic: what was intended and what happened.
   * @returns `false` to pause until `resume` is called
   */
  receive(item: Item, dueMs: number, nowMs: number): boolean;
  /** All items were received. Not called after `stop`. */
  finish(nowMs: number): void;
  /** The program or the sink threw; the play is over. */
  fail(error: unknown): void;
}

/** Something that is being played. */
export interface Play {
  /** Goes on after a pause. Items that became due meanwhile follow at once; no later one is delayed. */
  resume(): void;
  /** Ends the play. No item is received afterwards. */
  stop(): void;
}

/**
 * Plays a program: each item at its absolute due time, counted from `startMs`, whatever happened to the ones before.
 * This is the only place that waits. Items whose time has come are received together; the first are received before this
 * function returns if they are due at once.
 */
export function play<Item>(program: Program<Item>, clock: Clock, startMs: number, sink: Sink<Item>): Play {
  const playing = new ProgramPlay(program, clock, startMs, sink);
  playing.begin();
  return playing;
}

/** How long a play goes through what is due before others get their turn, in milliseconds, and after how many items it looks. */
const longestTurnMs = 1;
const itemsBetweenLooks = 32;

/**
 * The fields are those that each item needs, and few: with thousands of plays, whatever is touched for an item has
 * left the processor's caches since the item before it.
 */
class ProgramPlay<Item> implements Play, ScheduledTask, Waiter {
  readonly #sink: Sink<Item>;
  readonly #clock: Clock;
  readonly #items: Item[] = [];
  /** Monotonic. */
  readonly #dueMs: number[] = [];
  #next = 0;
  #count = 0;
  #state: 'playing' | 'paused' | 'waiting' | 'over' = 'playing';
  #isScheduled = false;
  /** When it began to go through items that are due, if it has not reached their end; `undefined`: it is up to date. */
  #behindSinceMs: number | undefined;
  readonly #program: Program<Item>;
  readonly #startMs: number;

  constructor(program: Program<Item>, clock: Clock, startMs: number, sink: Sink<Item>) {
    this.#program = program;
    this.#clock = clock;
    this.#startMs = startMs;
    this.#sink = sink;
  }

  begin(): void {
    this.#advance(this.#clock.nowMs());
  }

  run(nowMs: number): void {
    this.#isScheduled = false;
    if (this.#state === 'playing') this.#advance(this.#behindSinceMs ?? nowMs);
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'playing';
    if (!this.#isScheduled) this.#advance(this.#clock.nowMs());
  }

  known(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'playing';
    this.#advance(this.#clock.nowMs());
  }

  stop(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#items.length = 0;
    this.#program.end();
  }

  #advance(nowMs: number): void {
    this.#behindSinceMs = undefined;
    const startedMs = this.#clock.nowMs();
    let received = 0;
    try {
      while (this.#state === 'playing') {
        if (this.#next === this.#count) {
          const count = this.#refill();
          if (count <= 0) {
            this.#state = count === notYet ? 'waiting' : 'over';
            if (count !== notYet) this.#sink.finish(nowMs);
            return;
          }
        }
        const dueMs = this.#dueMs[this.#next] as number;
        if (dueMs > nowMs) {
          this.#isScheduled = true;
          this.#clock.schedule(this, dueMs);
          return;
        }
        received += 1;
        if (received % itemsBetweenLooks === 0 && this.#clock.nowMs() - startedMs > longestTurnMs) {
          // So much is due at once that others have to get their turn: it is late by our own choice.
          this.#behindSinceMs = nowMs;
          this.#isScheduled = true;
          this.#clock.schedule(this, nowMs);
          return;
        }
        const item = this.#items[this.#next] as Item;
        this.#next += 1;
        const goOn = this.#sink.receive(item, dueMs, nowMs);
        // The sink may have stopped the play while it received.
        if (!goOn && (this.#state as string) === 'playing') this.#state = 'paused';
      }
    } catch (error) {
      this.stop();
      this.#sink.fail(error);
    }
  }

  #refill(): number {
    const count = this.#program.next(this.#items, this.#dueMs, this);
    for (let index = 0; index < count; index += 1) {
      this.#dueMs[index] = this.#startMs + (this.#dueMs[index] as number);
    }
    this.#next = 0;
    this.#count = Math.max(0, count);
    return count;
  }
}
