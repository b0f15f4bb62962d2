import { programOf } from './program-of.js';
import type { TimedEvent } from '../turn/timeline.js';

const nobody = { known: () => undefined };

describe('the program of a timeline', () => {
  it('gives one event after the other, each with its time', () => {
    const events: TimedEvent[] = [5, 7].map((atMs) => ({ atMs, event: { type: 'turn-start' } }));
    const program = programOf(events);
    const items: TimedEvent[] = [];
    const dueMs: number[] = [];
    expect(program.next(items, dueMs, nobody)).toBe(1);
    expect([items[0], dueMs[0]]).toEqual([events[0], 5]);
    expect(program.next(items, dueMs, nobody)).toBe(1);
    expect([items[0], dueMs[0]]).toEqual([events[1], 7]);
    expect(program.next(items, dueMs, nobody)).toBe(0);
  });

  it('ends the iteration when it is ended', () => {
    let isOver = false;
    function* events(): Generator<TimedEvent> {
      try {
        yield { atMs: 0, event: { type: 'turn-start' } };
      } finally {
        isOver = true;
      }
    }
    const program = programOf(events());
    program.next([], [], nobody);
    program.end();
    expect(isOver).toBe(true);
  });
});
