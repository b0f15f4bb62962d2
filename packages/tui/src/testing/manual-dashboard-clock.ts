import type { DashboardClock } from '../dashboard-loop.js';

/** Time that stands still until a test moves it. */
export interface ManualDashboardClock extends DashboardClock {
  /** Lets so many milliseconds pass, calling back whoever waits, each at its time. */
  advance(byMs: number): Promise<void>;
  /** How many are waiting. */
  waiting(): number;
}

/** @see ManualDashboardClock */
export function createManualDashboardClock(): ManualDashboardClock {
  let nowMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  // Answers arrive as promises, so they are given the time to.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    nowMs: () => nowMs,
    wallMs: () => Date.UTC(2026, 10, 23, 10) + nowMs,
    timeZoneMinutes: () => 0,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    waiting: () => timers.size,
    async advance(byMs) {
      const until = nowMs + byMs;
      await settle();
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > until) break;
        timers.delete(next);
        nowMs = next.atMs;
        next.callback();
        await settle();
      }
      nowMs = until;
      await settle();
    },
  };
}
