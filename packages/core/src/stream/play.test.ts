import { createManualClock } from '../testing/manual-clock.js';
import { play, type Program } from './play.js';
import { programOf } from './program-of.js';
import type { TimedEvent } from '../turn/timeline.js';

function events(...dueTimes: number[]): TimedEvent[] {
  return dueTimes.map((atMs, index) => ({
    atMs,
    event: { type: 'part-delta', choice: 0, part: 0, delta: String(index), tokens: 1 },
  }));
}

function listen(timeline: Iterable<TimedEvent>, goOn: () => boolean = () => true, startMs = 0) {
  const clock = createManualClock();
  const received: { delta: string; dueMs: number; nowMs: number }[] = [];
  const ends: string[] = [];
  const playing = play(programOf(timeline), clock, startMs, {
    receive({ event }, dueMs, nowMs) {
      if (event.type === 'part-delta') received.push({ delta: event.delta, dueMs, nowMs });
      return goOn();
    },
    finish: (nowMs) => ends.push(`finished at ${nowMs}`),
    fail: (error) => ends.push(String(error)),
  });
  return { clock, received, ends, playing };
}

describe('playing a timeline', () => {
  it('receives each event when it is due, and the end with the last', () => {
    const { clock, received, ends } = listen(events(0, 10, 10, 25));
    expect(received.map(({ delta }) => delta)).toEqual(['0']);
    clock.advance(10);
    expect(received.map(({ delta }) => delta)).toEqual(['0', '1', '2']);
    clock.advance(14);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(received.at(-1)).toEqual({ delta: '3', dueMs: 25, nowMs: 25 });
    expect(ends).toEqual(['finished at 25']);
    expect(clock.waiting).toBe(0);
  });

  it('plays an instant timeline before it returns', () => {
    const { received, ends } = listen(events(0, 0, 0));
    expect(received).toHaveLength(3);
    expect(ends).toEqual(['finished at 0']);
  });

  it('catches up after a pause and delays nothing after it', () => {
    let hasRoom = false;
    const { clock, received, playing } = listen(events(0, 10, 20, 100), () => hasRoom);
    clock.advance(50);
    expect(received).toHaveLength(1);
    hasRoom = true;
    playing.resume();
    expect(received.map(({ dueMs, nowMs }) => [dueMs, nowMs])).toEqual([
      [0, 0],
      [10, 50],
      [20, 50],
    ]);
    clock.advance(50);
    expect(received.at(-1)).toEqual({ delta: '3', dueMs: 100, nowMs: 100 });
  });

  it('receives nothing after it was stopped, and reports no end', () => {
    const { clock, received, ends, playing } = listen(events(0, 10));
    playing.stop();
    playing.resume();
    clock.advance(100);
    expect(received).toHaveLength(1);
    expect(ends).toEqual([]);
  });

  it('reports an error of the timeline and ends', () => {
    function* broken(): Generator<TimedEvent> {
      yield* events(0);
      throw new Error('no more');
    }
    const { ends, received } = listen(broken());
    expect(received).toHaveLength(1);
    expect(ends).toEqual(['Error: no more']);
  });

  it('counts due times from its start, and is late at once if that is past', () => {
    const { clock, received } = listen(events(0, 10), () => true, -5);
    clock.advance(5);
    expect(received.map(({ dueMs }) => dueMs)).toEqual([-5, 5]);
  });

  it('asks for more when what it was given is over, and takes what was appended before as gone', () => {
    const batches = [[0, 10], [10, 20, 20], [40]];
    const asked: number[] = [];
    const clock = createManualClock();
    const program: Program<string> = {
      next(items, dueMs) {
        const batch = batches.shift() ?? [];
        asked.push(clock.nowMs());
        batch.forEach((atMs, index) => {
          items[index] = `at ${atMs}`;
          dueMs[index] = atMs;
        });
        return batch.length;
      },
      end: () => undefined,
    };
    const received: [string, number][] = [];
    play(program, clock, 100, {
      receive(item, dueMs) {
        received.push([item, dueMs]);
        return true;
      },
      finish: (nowMs) => received.push(['end', nowMs]),
      fail: (error) => received.push([String(error), NaN]),
    });
    clock.advance(1000);
    expect(received).toEqual([
      ['at 0', 100],
      ['at 10', 110],
      ['at 10', 110],
      ['at 20', 120],
      ['at 20', 120],
      ['at 40', 140],
      ['end', 140],
    ]);
    expect(asked).toEqual([0, 110, 120, 140]);
  });

  it('notifies its program when it is stopped, once', () => {
    let ends = 0;
    const clock = createManualClock();
    const playing = play<number>(
      {
        next(items, dueMs) {
          items[0] = 0;
          dueMs[0] = 50;
          return 1;
        },
        end: () => {
          ends += 1;
        },
      },
      clock,
      0,
      { receive: () => true, finish: () => undefined, fail: () => undefined },
    );
    playing.stop();
    playing.stop();
    clock.advance(100);
    expect(ends).toBe(1);
  });

  it('lets others have their turn where very much is due at once, and is then late by its own choice alone', () => {
    const received: { delta: string; late: number }[] = [];
    let ends = 0;
    // Each item takes a tenth of a millisecond.
    let workMs = 0;
    const waiting: { run(nowMs: number): void }[] = [];
    const clock = {
      nowMs: () => workMs,
      wallMs: () => workMs,
      schedule: (task: { run(nowMs: number): void }) => void waiting.push(task),
    };
    play(programOf(events(...Array<number>(1000).fill(0), 100_000)), clock, 0, {
      receive({ event }, dueMs, nowMs) {
        workMs += 0.1;
        if (event.type === 'part-delta') received.push({ delta: event.delta, late: nowMs - dueMs });
        return true;
      },
      finish: () => (ends += 1),
      fail: (error) => {
        throw error as Error;
      },
    });
    let turns = 0;
    for (let before = 0; received.length < 1000; turns += 1) {
      expect(received.length - before).toBeLessThan(100);
      before = received.length;
      waiting.shift()?.run(workMs);
    }
    expect(turns).toBeGreaterThan(10);
    workMs = 100_000;
    waiting.shift()?.run(workMs);
    expect(received.map(({ delta }) => delta)).toEqual(
      events(...Array<number>(1001).fill(0)).map((_, at) => String(at)),
    );
    expect(received.slice(0, 1000).every(({ late }) => late === 0)).toBe(true);
    expect(ends).toBe(1);
  });
});
