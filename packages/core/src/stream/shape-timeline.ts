import type { PlannedReply } from '../turn/response-plan.js';
import { timelineOf, type Timeline } from '../turn/timeline.js';
import { shownTokensOf } from '../turn/tokens-of-event.js';
import type { TurnEvent } from '../turn/turn-event.js';

/** What of a reply decides where its tokens are. */
type TimedReply = Pick<PlannedReply, 'turns' | 'timeline'>;

/** How many tokens a reply shows. */
export function shownTokens({ turns }: Pick<PlannedReply, 'turns'>): number {
  let tokens = 0;
  for (const { parts } of turns) for (const { pieces } of parts) tokens += pieces.length;
  return tokens;
}

/**
 * The events after the n-th shown token of a reply: those from the next token on, or all that follow the last token if
 * there is no next one.
 */
function isBeyond(seen: number, after: number, shown: number, event: TurnEvent): boolean {
  if (seen < Math.min(after, shown)) return false;
  return after < shown ? shownTokensOf(event) > 0 : isEnd(event);
}

function isEnd({ type }: TurnEvent): boolean {
  return type === 'part-end' || type === 'choice-end' || type === 'turn-end';
}

/** The timeline of a reply up to its n-th shown token; up to its last one if it has fewer, so that it is not ended. */
export function cutAfterTokens(reply: TimedReply, after: number): Timeline {
  const shown = shownTokens(reply);
  return timelineOf(function* () {
    let seen = 0;
    for (const timed of reply.timeline) {
      if (isBeyond(seen, after, shown, timed.event)) return;
      seen += shownTokensOf(timed.event);
      yield timed;
    }
  });
}

/** The timeline of a reply with everything after its n-th shown token delayed; after its last one if it has fewer. */
export function delayAfterTokens(reply: TimedReply, after: number, byMs: number): Timeline {
  const shown = shownTokens(reply);
  return timelineOf(function* () {
    let seen = 0;
    let isLate = false;
    for (const timed of reply.timeline) {
      isLate ||= after < shown ? seen >= after : isBeyond(seen, after, shown, timed.event);
      yield isLate ? { ...timed, atMs: timed.atMs + byMs } : timed;
      seen += shownTokensOf(timed.event);
    }
  });
}

/** The timeline of a reply cut after its n-th shown token, with one more event at the same time. */
export function endWith(reply: TimedReply, after: number, event: TurnEvent): Timeline {
  const shown = shownTokens(reply);
  return timelineOf(function* () {
    let seen = 0;
    let atMs = 0;
    for (const timed of reply.timeline) {
      const isOver = isBeyond(seen, after, shown, timed.event);
      // What has no tokens ends when it is due.
      if (!isOver || isEnd(timed.event)) ({ atMs } = timed);
      if (isOver) break;
      seen += shownTokensOf(timed.event);
      yield timed;
    }
    yield { atMs, event };
  });
}

/** The timeline of a reply with one more event after its n-th shown token; after its last one if it has fewer. */
export function insertAfterTokens(reply: TimedReply, after: number, event: TurnEvent): Timeline {
  const shown = shownTokens(reply);
  return timelineOf(function* () {
    let seen = 0;
    let isIn = false;
    for (const timed of reply.timeline) {
      if (!isIn && isBeyond(seen, after, shown, timed.event)) {
        isIn = true;
        yield { atMs: timed.atMs, event };
      }
      seen += shownTokensOf(timed.event);
      yield timed;
    }
  });
}
