import type { Clock, ScheduledTask } from './clock.js';

/** What this file needs of its environment; Node and browsers both have it. */
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;
/** Node has it, browsers do not. */
declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Where a clock has its time from, and what wakes it. */
export interface ClockTimers {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back later. @returns what `cancel` takes */
  after(delayMs: number, callback: () => void): unknown;
  cancel(timer: unknown): void;
  /** Calls back after whatever else waits for the event loop now. */
  soon(callback: () => void): void;
}

const platformTimers: ClockTimers = {
  now: () => performance.now(),
  after: (delayMs, callback) => setTimeout(callback, delayMs),
  cancel: (timer) => clearTimeout(timer),
  soon(callback) {
    if (typeof setImmediate === 'function') setImmediate(callback);
    else setTimeout(callback, 0);
  },
};

/**
 * How long tasks run before other work gets its turn, in milliseconds. The event loop accepts one connection a turn, so
 * with longer ones a busy process would keep newcomers waiting.
 */
const longestTurnMs = 1;

/** The same where many tasks are due in the same millisecond: ordinary ones are done by then. */
const longestSlotMs = 4;

/** Slots of the wheel, one a millisecond. Tasks further away wait in their slot for another round. */
const slotCount = 4096;

interface Entry {
  task: ScheduledTask;
  atMs: number;
  next: Entry | undefined;
}

/** The real clock, which can be stopped. */
export interface SystemClock extends Clock {
  /**
   * Runs nothing that is scheduled any more, neither before nor after this: for who is through, and must not keep the
   * process alive for an hour because somebody who has left was to wait for an hour.
   */
  stop(): void;
}

const nothing: ScheduledTask = { run: () => undefined };

/**
 * The real clock. All waiting of a process shares its one timer: a wheel with a slot for each millisecond, of which
 * everything that is due is run together, in the order it was scheduled. While nothing is scheduled there is no
 * timer, so an idle process sleeps and may end. A task runs in the millisecond after it is due, never before.
 *
 * @param timers - by default those of the platform
 */
export function createSystemClock(timers: ClockTimers = platformTimers): SystemClock {
  const originMs = timers.now();
  const heads = new Array<Entry | undefined>(slotCount).fill(undefined);
  const tails = new Array<Entry | undefined>(slotCount).fill(undefined);
  /** The last millisecond whose slot was run. */
  let cursor = 0;
  let scheduled = 0;
  let timer: unknown;
  let wakeAtMs = Infinity;
  let isStopped = false;
  // Entries are used again, so that a token costs no allocation here.
  let free: Entry | undefined;

  const nowMs = () => timers.now() - originMs;

  function wakeAt(atMs: number): void {
    if (atMs >= wakeAtMs || isStopped) return;
    if (wakeAtMs !== Infinity) timers.cancel(timer);
    wakeAtMs = atMs;
    timer = timers.after(Math.max(1, atMs - nowMs()), tick);
  }

  /** The next millisecond whose slot holds something, or the last of this round. */
  function nextOccupied(): number {
    let millisecond = cursor + 1;
    while (millisecond < cursor + slotCount && heads[millisecond % slotCount] === undefined) millisecond += 1;
    return millisecond;
  }

  function append(entry: Entry): void {
    const slot = entry.atMs % slotCount;
    const tail = tails[slot];
    if (tail === undefined) heads[slot] = entry;
    else tail.next = entry;
    tails[slot] = entry;
  }

  /** @returns whether all of it was run; else the rest waits in its place */
  function runSlot(slot: number, startedMs: number): boolean {
    let entry = heads[slot];
    const last = tails[slot];
    heads[slot] = undefined;
    tails[slot] = undefined;
    // A task may have stopped the clock.
    while (entry !== undefined && !isStopped) {
      const current = entry;
      entry = current.next;
      current.next = undefined;
      if (current.atMs > cursor) {
        append(current);
        continue;
      }
      const atMs = nowMs();
      if (atMs - startedMs > longestSlotMs && last !== undefined) {
        // The rest goes before what was put here meanwhile.
        current.next = entry;
        last.next = heads[slot];
        heads[slot] = current;
        tails[slot] ??= last;
        return false;
      }
      const { task } = current;
      current.task = nothing;
      current.next = free;
      free = current;
      scheduled -= 1;
      try {
        task.run(atMs);
      } catch (error) {
        // One stream's error must not stop the others: it surfaces as an uncaught exception of its own.
        timers.after(0, () => {
          throw error;
        });
      }
    }
    return true;
  }

  function tick(): void {
    // Tasks schedule themselves again while they run; one timer is set when all have.
    wakeAtMs = -Infinity;
    const startedMs = nowMs();
    const now = Math.floor(startedMs);
    while (cursor < now && scheduled > 0) {
      cursor += 1;
      const slot = cursor % slotCount;
      if (heads[slot] === undefined) continue;
      if (!runSlot(slot, startedMs)) {
        cursor -= 1;
        timers.soon(tick);
        return;
      }
      if (cursor < now && nowMs() - startedMs > longestTurnMs) {
        timers.soon(tick);
        return;
      }
    }
    wakeAtMs = Infinity;
    if (scheduled > 0) wakeAt(nextOccupied());
  }

  return {
    nowMs,
    wallMs: () => Date.now(),
    stop() {
      isStopped = true;
      timers.cancel(timer);
      heads.fill(undefined);
      tails.fill(undefined);
      scheduled = 0;
    },
    schedule(task, atMs) {
      if (isStopped) return;
      if (scheduled === 0) cursor = Math.max(cursor, Math.floor(nowMs()));
      const due = Math.max(cursor + 1, Math.ceil(atMs));
      const entry = free ?? { task, atMs: due, next: undefined };
      free = entry.next;
      entry.task = task;
      entry.atMs = due;
      entry.next = undefined;
      append(entry);
      scheduled += 1;
      wakeAt(due);
    },
  };
}
