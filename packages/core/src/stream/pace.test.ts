import { createManualClock } from '../testing/manual-clock.js';
import { noUsage } from '../turn/usage.js';
import type { TimedEvent, Timeline } from '../turn/timeline.js';
import { buildTimeline } from './build-timeline.js';
import type { Pace, PaceSource } from './pace.js';
import { play } from './play.js';
import { programOf, wholeProgramOf } from './program-of.js';
import { cutAfterTokens, delayAfterTokens } from './shape-timeline.js';

/** A pace that learns when tokens are due while it is asked, as that of a server under load does. */
function createLearning() {
  const known: number[] = [];
  const listeners: (() => void)[] = [];
  const source: PaceSource = (): Pace => {
    let next = 0;
    return {
      get firstTokenMs() {
        return known[0];
      },
      next() {
        const dueMs = known[next];
        if (dueMs !== undefined) next += 1;
        return dueMs;
      },
      whenKnown: (listener) => void listeners.push(listener),
    };
  };
  return {
    source,
    learn: (dueMs: number) => {
      known.push(dueMs);
      for (const listener of listeners.splice(0)) listener();
    },
    waiting: () => listeners.length,
  };
}

const turn = { parts: [{ type: 'text', pieces: ['a', 'b', 'c'] }], finishReason: 'stop' } as const;
const timelineOf = (pace: PaceSource) => buildTimeline({ turns: [turn], usage: noUsage, pace });

/** Plays a timeline and writes down what is received and when. */
function listen(timeline: Timeline) {
  const clock = createManualClock();
  const received: string[] = [];
  const playing = play(programOf(timeline), clock, 0, {
    receive({ event }: TimedEvent, dueMs, nowMs) {
      const name = event.type === 'part-delta' ? event.delta : event.type;
      received.push(`${name}@${dueMs}/${nowMs}`);
      return true;
    },
    finish: () => void received.push('over'),
    fail(error) {
      throw error;
    },
  });
  return { clock, received, playing };
}

/** A reply of so many tokens, as far as shaping its timeline needs one. */
function said(tokens: number, timeline: Timeline) {
  const pieces = Array.from({ length: tokens }, () => 'x');
  return { turns: [{ parts: [{ type: 'text', pieces }], finishReason: 'stop' }], timeline } as const;
}

describe('a pace whose future is not known yet', () => {
  it('is waited for, and what it learns is played when it is due', () => {
    const { source, learn } = createLearning();
    const { clock, received } = listen(timelineOf(source));
    expect(received).toEqual(['turn-start@0/0']);
    clock.advance(50);
    learn(60);
    expect(received).toHaveLength(1);
    clock.advance(20);
    expect(received.slice(1)).toEqual(['part-start@60/60', 'a@60/60']);
    // A step that has ended already: its tokens are late by as much.
    learn(65);
    expect(received.at(-1)).toBe('b@65/70');
    learn(90);
    clock.advance(20);
    expect(received.slice(-5)).toEqual([
      'c@90/90',
      'part-end@90/90',
      'choice-end@90/90',
      'turn-end@90/90',
      'over',
    ]);
  });

  it('is not waited for any more once the play was stopped', () => {
    const { source, learn } = createLearning();
    const { clock, received, playing } = listen(timelineOf(source));
    playing.stop();
    learn(5);
    clock.advance(10);
    expect(received).toEqual(['turn-start@0/0']);
  });

  it('has no duration until all of it is known, and the whole reply waits for that', () => {
    const { source, learn } = createLearning();
    const timeline = timelineOf(source);
    const clock = createManualClock();
    const ends: number[] = [];
    play(wholeProgramOf(timeline), clock, 0, {
      receive: (_whole, dueMs) => ends.push(dueMs) > 0,
      finish: () => undefined,
      fail(error) {
        throw error;
      },
    });
    for (const dueMs of [10, 20, 30]) {
      expect(timeline.durationMs()).toBeUndefined();
      learn(dueMs);
    }
    expect(timeline.durationMs()).toBe(30);
    clock.advance(29);
    expect(ends).toEqual([]);
    clock.advance(1);
    expect(ends).toEqual([30]);
  });

  it('is the same when it is asked from its beginning again', () => {
    const { source, learn } = createLearning();
    const timeline = timelineOf(source);
    learn(10);
    learn(20);
    const times = () => {
      const seen: number[] = [];
      for (const { atMs, event } of timeline) {
        if (event.type === 'wait') break;
        seen.push(atMs);
      }
      return seen;
    };
    expect(times()).toEqual([0, 10, 10, 20]);
    expect(times()).toEqual([0, 10, 10, 20]);
  });

  it('goes on through what failure modes make of a reply', () => {
    const { source, learn } = createLearning();
    const { clock, received } = listen(
      delayAfterTokens(said(3, cutAfterTokens(said(3, timelineOf(source)), 2)), 1, 100),
    );
    for (const dueMs of [10, 20, 30]) learn(dueMs);
    clock.advance(200);
    expect(received).toEqual(['turn-start@0/0', 'part-start@10/10', 'a@10/10', 'b@120/120', 'over']);
  });
});

describe('runs of tokens', () => {
  it('count as so many where a failure mode strikes after tokens', () => {
    const delta = (atMs: number, tokens: number): TimedEvent => ({
      atMs,
      event: { type: 'part-delta', choice: 0, part: 0, delta: 'x', tokens },
    });
    const runs: Timeline = {
      *[Symbol.iterator]() {
        yield* [delta(1, 2), delta(2, 3), delta(3, 1)];
      },
      durationMs: () => 3,
    };
    expect([...cutAfterTokens(said(6, runs), 3)]).toHaveLength(2);
    expect([...cutAfterTokens(said(6, runs), 2)]).toHaveLength(1);
    expect([...delayAfterTokens(said(6, runs), 5, 10)].map(({ atMs }) => atMs)).toEqual([1, 2, 13]);
  });
});
