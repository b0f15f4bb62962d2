import type { Program } from './play.js';
import type { TimedEvent } from '../turn/timeline.js';

/** The program that plays the events of a timeline, one by one. */
export function programOf(timeline: Iterable<TimedEvent>): Program<TimedEvent> {
  const iterator = timeline[Symbol.iterator]();
  return {
    next(items, dueMs) {
      const result = iterator.next();
      if (result.done === true) return 0;
      items[0] = result.value;
      dueMs[0] = result.value.atMs;
      return 1;
    },
    end() {
      iterator.return?.();
    },
  };
}
