import type { TimedEvent } from '@llmsim/core';
import { followPlay } from './follow-play.js';

const delta = (atMs: number): TimedEvent => ({
  atMs,
  event: { type: 'part-delta', choice: 0, part: 0, delta: String(atMs), tokens: 1 },
});

/** Reads as far as it can, and asks to be called back where it cannot go on. */
function read(timeline: Iterable<TimedEvent>) {
  const events = timeline[Symbol.iterator]();
  const seen: (number | string)[] = [];
  const goOn = (): void => {
    for (let result = events.next(); ; result = events.next()) {
      if (result.done === true) {
        seen.push('over');
        return;
      }
      const { atMs, event } = result.value;
      if (event.type === 'wait') {
        event.whenKnown(goOn);
        return;
      }
      seen.push(atMs);
    }
  };
  goOn();
  return seen;
}

describe('a play that is followed', () => {
  it('is read as it happens, by everybody from its beginning', () => {
    const play = followPlay();
    const early = read(play.timeline);
    play.happened(delta(1));
    expect(early).toEqual([1]);
    const late = read(play.timeline);
    play.happened(delta(2));
    play.over();
    expect([early, late]).toEqual([
      [1, 2, 'over'],
      [1, 2, 'over'],
    ]);
    expect(play.timeline.durationMs()).toBe(2);
  });

  it('calls back the one who comes back late to a wait, but never before it returns', async () => {
    const play = followPlay();
    const { value } = play.timeline[Symbol.iterator]().next() as { value: TimedEvent };
    play.happened(delta(1));
    let called = 0;
    if (value.event.type === 'wait') value.event.whenKnown(() => (called += 1));
    expect(called).toBe(0);
    await Promise.resolve();
    expect(called).toBe(1);
  });
});
