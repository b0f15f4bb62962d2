import { createSystemClock } from './system-clock.js';

/** Waits for a condition that the clock brings about; the test runner's own limit ends it if that never happens. */
function until(clock: ReturnType<typeof createSystemClock>, isDone: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = { run: () => (isDone() ? resolve() : clock.schedule(check, clock.nowMs() + 1)) };
    clock.schedule(check, clock.nowMs());
  });
}

describe('the system clock', () => {
  it('wakes earlier for a task that is scheduled later but due sooner', async () => {
    const clock = createSystemClock();
    const ran: string[] = [];
    clock.schedule({ run: () => void ran.push('far') }, clock.nowMs() + 200);
    clock.schedule({ run: () => void ran.push('near') }, clock.nowMs() + 2);
    await until(clock, () => ran.length > 0);
    expect(ran).toEqual(['near']);
  });

  it('never runs a task synchronously', () => {
    const clock = createSystemClock();
    let ran = false;
    clock.schedule({ run: () => void (ran = true) }, clock.nowMs() - 100);
    expect(ran).toBe(false);
  });
});

describe('a system clock that is stopped', () => {
  it('runs nothing any more, whenever it was scheduled', async () => {
    const clock = createSystemClock();
    const ran: string[] = [];
    const note = (name: string) => ({ run: () => void ran.push(name) });
    clock.schedule(note('before'), clock.nowMs() + 1);
    clock.schedule({ run: () => clock.stop() }, clock.nowMs());
    clock.schedule(note('same millisecond'), clock.nowMs());
    const other = createSystemClock();
    await until(other, () => other.nowMs() > 20);
    clock.schedule(note('after'), clock.nowMs());
    await until(other, () => other.nowMs() > 40);
    expect(ran).toEqual([]);
  });
});

/** An event loop whose time passes only while tasks run, or until the next timer. */
function createLoop() {
  let nowMs = 0;
  const log: string[] = [];
  let timer: { readonly atMs: number; readonly callback: () => void } | undefined;
  let soon: (() => void) | undefined;
  const clock = createSystemClock({
    now: () => nowMs,
    after(delayMs, callback) {
      timer = { atMs: nowMs + delayMs, callback };
    },
    cancel: () => (timer = undefined),
    soon: (callback) => (soon = callback),
  });
  return {
    clock,
    log,
    /** A task that takes so long. */
    task: (name: string, tookMs: number) => ({
      run() {
        log.push(name);
        nowMs += tookMs;
      },
    }),
    /** Goes on until nothing is left to do, and notes where others had their turn. */
    run: () => {
      for (;;) {
        const next = soon ?? timer?.callback;
        if (next === undefined) return log;
        if (soon !== undefined) log.push('others');
        else nowMs = Math.max(nowMs, timer?.atMs ?? 0);
        soon = undefined;
        timer = undefined;
        next();
      }
    },
  };
}

describe('a system clock whose time a test passes', () => {
  it('runs tasks in the order they are due, never early, also those beyond one round of the wheel', () => {
    const { clock, run } = createLoop();
    const ran: [dueMs: number, ranAtMs: number][] = [];
    for (const dueMs of [30, 5, 5.5, 0, 12, 4110, 1, 29]) {
      clock.schedule({ run: (nowMs) => void ran.push([dueMs, nowMs]) }, dueMs);
    }
    run();
    // Each in the millisecond after it is due, and none before the next.
    expect(ran).toEqual(
      [0, 1, 5, 5.5, 12, 29, 30, 4110].map((dueMs) => [dueMs, Math.max(1, Math.ceil(dueMs))]),
    );
  });
});

describe('a system clock that is behind', () => {
  it('lets others have a turn after each millisecond of work, and keeps the order of its tasks', () => {
    const { clock, log, task, run } = createLoop();
    // The first takes so long that the next are overdue.
    clock.schedule(task('0', 10), 1);
    for (let index = 1; index <= 6; index += 1) clock.schedule(task(String(index), 0.6), index + 1);
    run();
    expect(log.join(' ')).toBe('0 1 2 others 3 4 others 5 6 others');
  });

  it('lets others have a turn after four milliseconds where all is due in the same one', () => {
    const { clock, log, task, run } = createLoop();
    for (let index = 1; index <= 12; index += 1) clock.schedule(task(String(index), 1), 1);
    run();
    expect(log.join(' ')).toBe('1 2 3 4 5 others 6 7 8 9 10 others 11 12 others');
  });

  it('does what is short in one turn', () => {
    const { clock, log, task, run } = createLoop();
    for (let index = 1; index <= 12; index += 1) clock.schedule(task(String(index), 0.01), 1);
    expect(run()).toBe(log);
    expect(log).not.toContain('others');
  });
});
