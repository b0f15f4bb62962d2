import type { Clock, ScheduledTask } from './clock.js';
import type { TimedEvent } from './timeline.js';

/** Who hears the events of a timeline while it is played. */
export interface Audience {
  /**
   * An event is due. `dueMs` and `nowMs` are monotonic: what was intended and what happened.
   * @returns `false` to pause until `resume` is called
   */
  hear(timed: TimedEvent, dueMs: number, nowMs: number): boolean;
  /** All events were heard. Not called after `stop`. */
  finish(nowMs: number): void;
  /** The timeline or the audience threw; the play is over. */
  fail(error: unknown): void;
}

/** A timeline that is being played. */
export interface Play {
  /** Goes on after a pause. Events that became due meanwhile follow at once; no later one is delayed. */
  resume(): void;
  /** Ends the play. No event is heard afterwards. */
  stop(): void;
}

/**
 * Plays a timeline: each event at its absolute due time, counted from `startMs`, whatever happened to the ones
 * before. This is the only place that waits. Events whose time has come are heard together; the first are heard
 * before this function returns if they are due at once.
 */
export function play(
  timeline: Iterable<TimedEvent>,
  clock: Clock,
  startMs: number,
  audience: Audience,
): Play {
  return new TimelinePlay(timeline[Symbol.iterator](), clock, startMs, audience);
}

class TimelinePlay implements Play, ScheduledTask {
  #iterator: Iterator<TimedEvent>;
  #clock: Clock;
  #startMs: number;
  #audience: Audience;
  #next: TimedEvent | undefined;
  #state: 'playing' | 'paused' | 'over' = 'playing';
  #isScheduled = false;

  constructor(iterator: Iterator<TimedEvent>, clock: Clock, startMs: number, audience: Audience) {
    this.#iterator = iterator;
    this.#clock = clock;
    this.#startMs = startMs;
    this.#audience = audience;
    this.#advance();
  }

  run(nowMs: number): void {
    this.#isScheduled = false;
    if (this.#state === 'playing') this.#advance(nowMs);
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'playing';
    if (!this.#isScheduled) this.#advance();
  }

  stop(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#next = undefined;
    this.#iterator.return?.();
  }

  #advance(nowMs = this.#clock.nowMs()): void {
    try {
      while (this.#state === 'playing') {
        if (this.#next === undefined) {
          const result = this.#iterator.next();
          if (result.done === true) {
            this.#state = 'over';
            this.#audience.finish(nowMs);
            return;
          }
          this.#next = result.value;
        }
        const dueMs = this.#startMs + this.#next.atMs;
        if (dueMs > nowMs) {
          this.#isScheduled = true;
          this.#clock.schedule(this, dueMs);
          return;
        }
        const timed = this.#next;
        this.#next = undefined;
        const goOn = this.#audience.hear(timed, dueMs, nowMs);
        // The audience may have stopped the play while it was hearing.
        if (!goOn && (this.#state as string) === 'playing') this.#state = 'paused';
      }
    } catch (error) {
      this.stop();
      this.#audience.fail(error);
    }
  }
}
