import { createSystemClock } from './system-clock.js';

/** Waits for a condition that the clock brings about; the test runner's own limit ends it if that never happens. */
function until(clock: ReturnType<typeof createSystemClock>, isDone: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = { run: () => (isDone() ? resolve() : clock.schedule(check, clock.nowMs() + 1)) };
    clock.schedule(check, clock.nowMs());
  });
}

describe('the system clock', () => {
  it('runs tasks in the order they are due, never early, also those beyond one round of the wheel', async () => {
    const clock = createSystemClock();
    const ran: { dueMs: number; ranAtMs: number }[] = [];
    const start = clock.nowMs();
    const delays = [30, 5, 5, 0, 12, 4110, 1, 29];
    for (const delay of delays) {
      const dueMs = start + delay;
      clock.schedule({ run: (nowMs) => void ran.push({ dueMs, ranAtMs: nowMs }) }, dueMs);
    }
    await until(clock, () => ran.length === delays.length);
    expect(ran.map(({ dueMs }) => dueMs)).toEqual(ran.map(({ dueMs }) => dueMs).toSorted((a, b) => a - b));
    for (const { dueMs, ranAtMs } of ran) expect(ranAtMs).toBeGreaterThanOrEqual(dueMs);
  });

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

  it('lets other work in between where many tasks are due in the same millisecond, and keeps their order', async () => {
    const clock = createSystemClock();
    const ran: number[] = [];
    let others = 0;
    const other = () => {
      others += 1;
      if (ran.length < 50) setImmediate(other);
    };
    const dueMs = clock.nowMs() + 1;
    for (let task = 0; task < 50; task += 1) {
      clock.schedule(
        {
          run(nowMs) {
            if (ran.length === 0) setImmediate(other);
            ran.push(task);
            while (clock.nowMs() - nowMs < 1);
          },
        },
        dueMs,
      );
    }
    await until(clock, () => ran.length === 50);
    expect(ran).toEqual(Array.from({ length: 50 }, (_, task) => task));
    expect(others).toBeGreaterThan(3);
  });
});
