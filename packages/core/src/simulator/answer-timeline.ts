import { buildTimeline, type TimelineSource } from '../stream/build-timeline.js';
import { timelineOf, type Timeline } from '../turn/timeline.js';
import type { Usage } from '../turn/usage.js';

/** An answer that takes as long as a reply with as many tokens. */
export function timelineOfAnswer(source: TimelineSource): Timeline {
  const whole = buildTimeline(source);
  return timelineOf(function* () {
    for (const timed of whole) if (!partEvents.has(timed.event.type)) yield timed;
  });
}

const partEvents: ReadonlySet<string> = new Set(['part-start', 'part-delta', 'part-end', 'choice-end']);

/** The timeline of what has no parts: it begins, and ends when it is due. */
export function timelineUntil(atMs: number, usage: Usage): Timeline {
  return timelineOf(function* () {
    yield { atMs: 0, event: { type: 'turn-start' } };
    yield { atMs, event: { type: 'turn-end', usage } };
  });
}
