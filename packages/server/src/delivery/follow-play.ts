import { timelineOf, type TimedEvent, type Timeline } from '@llmsim/core';

/** The events of a play that is going on elsewhere: each is there when it has happened. */
export interface FollowedPlay {
  readonly timeline: Timeline;
  happened(event: TimedEvent): void;
  /** Nothing more happens. */
  over(): void;
}

/** Lets others play what is played once: a turn that runs on its own has one pace, whoever reads it. */
export function followPlay(): FollowedPlay {
  const events: TimedEvent[] = [];
  let isOver = false;
  let listeners: (() => void)[] = [];

  function wake(): void {
    const woken = listeners;
    listeners = [];
    for (const listener of woken) listener();
  }

  /** Whoever asks for events ahead of time may come back to this when the event is there already. */
  function waitFor(index: number): TimedEvent['event'] {
    return {
      type: 'wait',
      whenKnown(listener) {
        if (isOver || index < events.length) queueMicrotask(listener);
        else listeners.push(listener);
      },
    };
  }

  function* iterate(): Generator<TimedEvent> {
    for (let index = 0; ;) {
      const event = events[index];
      if (event !== undefined) {
        index += 1;
        yield event;
      } else if (isOver) return;
      else yield { atMs: events.at(-1)?.atMs ?? 0, event: waitFor(index) };
    }
  }

  return {
    timeline: timelineOf(iterate),
    happened(event) {
      events.push(event);
      wake();
    },
    over() {
      isOver = true;
      wake();
    },
  };
}
