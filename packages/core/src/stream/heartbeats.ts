import type { Steps } from '../steps/steps.js';
import type { TimedEvent, Timeline } from '../turn/timeline.js';

/** A timeline with a heartbeat wherever nothing happens for so many milliseconds, and again after as many. */
export function withHeartbeats(timeline: Timeline, everyMs: number): Timeline {
  return {
    [Symbol.iterator]: () => beat(timeline, everyMs),
    // Heartbeats come between events: a reply is as long with them as without.
    durationMs: () => timeline.durationMs(),
    measureInSteps: () => measure(timeline),
  };
}

function* measure(timeline: Timeline): Steps<void> {
  if (timeline.measureInSteps !== undefined) yield* timeline.measureInSteps();
}

function* beat(timeline: Timeline, everyMs: number): Generator<TimedEvent> {
  let lastMs = 0;
  for (const timed of timeline) {
    while (timed.atMs - lastMs > everyMs) {
      lastMs += everyMs;
      yield { atMs: lastMs, event: { type: 'heartbeat' } };
    }
    lastMs = timed.atMs;
    yield timed;
  }
}
