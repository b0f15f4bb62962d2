import type { TimedEvent, Timeline } from '../turn/timeline.js';
import { notYet, type Program } from './play.js';

/** The program that plays the events of a timeline, one by one. */
export function programOf(timeline: Iterable<TimedEvent>): Program<TimedEvent> {
  const iterator = timeline[Symbol.iterator]();
  return {
    next(items, dueMs, waiter) {
      const result = iterator.next();
      if (result.done === true) return 0;
      const { event, atMs } = result.value;
      if (event.type === 'wait') {
        event.whenKnown(() => waiter.known());
        return notYet;
      }
      items[0] = result.value;
      dueMs[0] = atMs;
      return 1;
    },
    end() {
      iterator.return?.();
    },
  };
}

/** The program whose one item is the whole of a timeline, due when its last event is. */
export function wholeProgramOf(timeline: Timeline): Program<Timeline> {
  let rest: Iterator<TimedEvent> | undefined;
  let lastMs = 0;
  let isOver = false;
  return {
    next(items, dueMs, waiter) {
      if (isOver) return 0;
      let atMs = rest === undefined ? timeline.durationMs() : undefined;
      if (atMs === undefined) {
        rest ??= timeline[Symbol.iterator]();
        for (let result = rest.next(); result.done !== true; result = rest.next()) {
          const { event } = result.value;
          if (event.type === 'wait') {
            event.whenKnown(() => waiter.known());
            return notYet;
          }
          lastMs = result.value.atMs;
        }
        atMs = lastMs;
      }
      isOver = true;
      items[0] = timeline;
      dueMs[0] = atMs;
      return 1;
    },
    end() {
      rest?.return?.();
    },
  };
}
