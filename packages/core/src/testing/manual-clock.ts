import type { Clock, ScheduledTask } from '../stream/clock.js';

/** A clock whose time stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Lets so many milliseconds pass. Tasks run in the order they are due, each at its due time. */
  advance(byMs: number): void;
  /** How many tasks wait. */
  readonly waiting: number;
}

/**
 * @param wallMs - the wall time at which it starts, in milliseconds since 1970
 */
export function createManualClock(wallMs = 1_750_000_000_000): ManualClock {
  let now = 0;
  const tasks: { readonly task: ScheduledTask; readonly atMs: number }[] = [];

  return {
    nowMs: () => now,
    wallMs: () => wallMs + now,
    schedule(task, atMs) {
      const entry = { task, atMs: Math.max(now, atMs) };
      const later = tasks.findIndex((other) => other.atMs > entry.atMs);
      tasks.splice(later === -1 ? tasks.length : later, 0, entry);
    },
    advance(byMs) {
      const until = now + byMs;
      for (let next = tasks[0]; next !== undefined && next.atMs <= until; next = tasks[0]) {
        tasks.shift();
        now = next.atMs;
        next.task.run(now);
      }
      now = until;
    },
    get waiting() {
      return tasks.length;
    },
  };
}
