import type { TurnEvent } from './turn-event.js';

/** How many output tokens an event shows the client. */
export function shownTokensOf(event: TurnEvent): number {
  return event.type === 'part-delta' ? event.tokens : 0;
}

/** How many output tokens come with an event and are not shown: reasoning without its text. */
export function hiddenTokensOf(event: TurnEvent): number {
  return event.type === 'part-start' && event.content.type === 'reasoning'
    ? event.content.tokenCount - event.content.pieces.length
    : 0;
}
