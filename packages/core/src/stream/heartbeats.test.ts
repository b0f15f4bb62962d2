import type { TurnEvent } from '../turn/turn-event.js';
import { timelineOf } from '../turn/timeline.js';
import { withHeartbeats } from './heartbeats.js';

const delta: TurnEvent = { type: 'part-delta', choice: 0, part: 0, delta: 'x', tokens: 1 };
const at = (...timesMs: readonly number[]) =>
  timelineOf(function* () {
    for (const atMs of timesMs) yield { atMs, event: delta };
  });
const timesOf = (timesMs: readonly number[], everyMs: number) =>
  Array.from(withHeartbeats(at(...timesMs), everyMs), ({ atMs, event }) =>
    event.type === 'heartbeat' ? -atMs : atMs,
  );

describe('heartbeats', () => {
  it('come where nothing happens for long, and again after as long', () => {
    expect(timesOf([5, 10, 45, 46], 10)).toEqual([5, 10, -20, -30, -40, 45, 46]);
  });

  it('come before the first event too, and not where something happens in time', () => {
    expect(timesOf([25], 10)).toEqual([-10, -20, 25]);
    expect(timesOf([10, 20, 30], 10)).toEqual([10, 20, 30]);
  });

  it('do not make a reply longer', () => {
    expect(withHeartbeats(at(5, 100), 10).durationMs()).toBe(100);
  });

  it('leave it possible to find out in steps how long a long reply is', () => {
    let isMeasured = false;
    function* measureInSteps() {
      yield;
      yield;
      isMeasured = true;
    }
    const long = Object.assign(at(5, 100), { measureInSteps });
    const steps = [...(withHeartbeats(long, 10).measureInSteps?.() ?? [])];
    expect([steps.length, isMeasured]).toEqual([2, true]);
    expect([...(withHeartbeats(at(5, 100), 10).measureInSteps?.() ?? [])]).toEqual([]);
  });
});
