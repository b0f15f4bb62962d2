import type { Clock, StatsRecorder } from '@llmsim/core';

/** Milliseconds between two beats. */
const intervalMs = 100;

/**
 * Measures how late the event loop is while there is work. Streams measure that with every event, but a load of
 * replies without delay has no events that are due, and would saturate the process unseen. Beats only while it is
 * touched, so that an idle server sleeps.
 */
export interface Heartbeat {
  /** There is work: goes on beating for a while. */
  touch(): void;
}

export function createHeartbeat(clock: Clock, stats: StatsRecorder): Heartbeat {
  let isBeating = false;
  let touched = false;
  let dueMs = 0;
  const beat = {
    run(nowMs: number) {
      stats.lag(nowMs - dueMs, nowMs);
      if (touched) schedule();
      else isBeating = false;
    },
  };
  function schedule(): void {
    touched = false;
    dueMs = clock.nowMs() + intervalMs;
    clock.schedule(beat, dueMs);
  }
  return {
    touch() {
      touched = true;
      if (isBeating) return;
      isBeating = true;
      schedule();
    },
  };
}
