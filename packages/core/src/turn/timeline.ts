import type { Steps } from '../steps/steps.js';
import type { TurnEvent } from './turn-event.js';

/** An event and when it is due, in milliseconds after the request was accepted. Due times never fall. */
export interface TimedEvent {
  readonly atMs: number;
  readonly event: TurnEvent;
}

/** The events of a reply in order. Every iteration starts again and gives the same events at the same times. */
export interface Timeline extends Iterable<TimedEvent> {
  /**
   * When the last event is due, in milliseconds; `undefined`: that is not known yet. Costs an iteration, but no event
   * objects where it can be avoided.
   */
  durationMs(): number | undefined;
  /** Finds it out in steps, for long replies: `durationMs` is immediate afterwards, where it is known. */
  measureInSteps?(): Steps<void>;
}

/** Makes a timeline of a function that starts an iteration. */
export function timelineOf(start: () => Iterator<TimedEvent>): Timeline {
  const timeline: Timeline = {
    [Symbol.iterator]: start,
    durationMs() {
      let last = 0;
      for (const { atMs, event } of timeline) {
        if (event.type === 'wait') return undefined;
        last = atMs;
      }
      return last;
    },
  };
  return timeline;
}
