import type { TurnEvent } from '../turn/turn-event.js';
import { timelineOf, type FrameFault, type Timeline } from '../turn/timeline.js';

/** How many output tokens an event hands to the client. */
function tokensOf(event: TurnEvent): number {
  return event.type === 'part-delta' ? event.tokens : 0;
}

/** The timeline up to and including its n-th shown token; all of it if it has fewer. */
export function cutAfterTokens(timeline: Timeline, tokens: number): Timeline {
  return timelineOf(function* () {
    let seen = 0;
    for (const timed of timeline) {
      const more = tokensOf(timed.event);
      if (more > 0 && seen >= tokens) return;
      seen += more;
      yield timed;
    }
  });
}

/** The timeline with everything after its n-th shown token delayed. */
export function delayAfterTokens(timeline: Timeline, tokens: number, byMs: number): Timeline {
  return timelineOf(function* () {
    let seen = 0;
    for (const timed of timeline) {
      yield seen < tokens ? timed : { ...timed, atMs: timed.atMs + byMs };
      seen += tokensOf(timed.event);
    }
  });
}

/** The timeline cut after its n-th shown token, with one more event at the same time. */
export function endWith(timeline: Timeline, tokens: number, event: TurnEvent): Timeline {
  return timelineOf(function* () {
    let atMs = 0;
    for (const timed of cutAfterTokens(timeline, tokens)) {
      ({ atMs } = timed);
      if (
        timed.event.type === 'part-end' ||
        timed.event.type === 'choice-end' ||
        timed.event.type === 'turn-end'
      )
        break;
      yield timed;
    }
    yield { atMs, event };
  });
}

/** The timeline with a fault in the frames of the token after the n-th. */
export function damageAfterTokens(timeline: Timeline, tokens: number, frameFault: FrameFault): Timeline {
  return timelineOf(function* () {
    let seen = 0;
    let isDamaged = false;
    for (const timed of timeline) {
      const strikes: boolean = !isDamaged && seen >= tokens && tokensOf(timed.event) > 0;
      isDamaged ||= strikes;
      yield strikes ? { ...timed, frameFault } : timed;
      seen += tokensOf(timed.event);
    }
  });
}
