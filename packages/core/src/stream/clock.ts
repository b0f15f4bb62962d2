/** Something to do at a time. An object rather than a function, so that a stream schedules itself without allocating. */
export interface ScheduledTask {
  /** Called once for each time it was scheduled, never before it is due. `nowMs` is the clock's monotonic time. */
  run(nowMs: number): void;
}

/**
 * Time, and waiting for it. Monotonic time (`nowMs`) measures and schedules; wall time (`wallMs`) is for dates on a
 * wire. Both in milliseconds, `nowMs` with fractions and from an arbitrary origin.
 */
export interface Clock {
  nowMs(): number;
  wallMs(): number;
  /** Runs the task at the given monotonic time, or as soon as possible if that is past. Never synchronously. */
  schedule(task: ScheduledTask, atMs: number): void;
}
