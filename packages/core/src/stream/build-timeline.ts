import { takeSteps, type Steps } from '../steps/steps.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';
import type { TimedEvent, Timeline } from '../turn/timeline.js';
import type { ChunkSizes, Chunking } from './chunking.js';
import type { Pace, PaceSource } from './pace.js';

/** What a timeline is made of. */
export interface TimelineSource {
  /** One turn for each choice. */
  readonly turns: readonly SimulatedTurn[];
  readonly usage: Usage;
  /** When the tokens are due. */
  readonly pace: PaceSource;
  /** How tokens are put together; `undefined`: each has an event of its own. */
  readonly chunking?: Chunking | undefined;
}

/**
 * Lays a reply out in time. `turn-start` is due at 0, tokens when their pace says; reasoning tokens take their time
 * like others, shown or not. Several choices are generated side by side, each at a pace of its own. Where a pace does
 * not know yet when the next token is due, there is an event `wait`. Tokens that are put together in one chunk are due
 * when the last of them is.
 */
export function buildTimeline(source: TimelineSource): Timeline {
  return new BuiltTimeline(source);
}

class BuiltTimeline implements Timeline {
  readonly #source: TimelineSource;
  #durationMs: number | undefined;

  constructor(source: TimelineSource) {
    this.#source = source;
  }

  [Symbol.iterator](): Iterator<TimedEvent> {
    return eventsOf(this.#source);
  }

  durationMs(): number | undefined {
    if (this.#durationMs === undefined) takeSteps(this.measureInSteps());
    return this.#durationMs;
  }

  *measureInSteps(): Steps<void> {
    let latest = 0;
    for (const [choice, turn] of this.#source.turns.entries()) {
      const end = yield* endOf(this.#source, turn, choice);
      if (end === undefined) return;
      latest = Math.max(latest, end);
      yield;
    }
    this.#durationMs = latest;
  }
}

// Not inside the function above: each generator function that is made anew has a hidden class of its own.

function* eventsOf(source: TimelineSource): Generator<TimedEvent> {
  const { turns, usage } = source;
  yield { atMs: 0, event: { type: 'turn-start' } };
  const [only] = turns;
  const atMs =
    turns.length === 1 && only !== undefined
      ? yield* eventsOfChoice(source, only, 0)
      : yield* interleave(turns.map((turn, choice) => eventsOfChoice(source, turn, choice)));
  yield { atMs, event: { type: 'turn-end', usage } };
}

/** @returns when the last of them is due */
function* eventsOfChoice(
  source: TimelineSource,
  turn: SimulatedTurn,
  choice: number,
): Generator<TimedEvent, number> {
  const pace = source.pace(choice);
  const usualSizes = source.chunking?.(choice);
  let atMs = 0;
  let dueMs = pace.firstTokenMs;
  while (dueMs === undefined) {
    yield waitFor(pace, atMs);
    dueMs = pace.firstTokenMs;
  }
  atMs = dueMs;
  for (const [part, content] of turn.parts.entries()) {
    const sizeOf = content.chunkSizes === undefined ? usualSizes : sizesInOrder(content.chunkSizes);
    if (content.type === 'reasoning') {
      yield { atMs, event: { type: 'part-start', choice, part, content } };
      const { pieces } = content;
      let from = 0;
      let size = sizeOf?.(content) ?? 1;
      for (let index = 0; index < content.tokenCount; index += 1) {
        while ((dueMs = pace.next()) === undefined) yield waitFor(pace, atMs);
        atMs = dueMs;
        if (index >= pieces.length || (index + 1 - from < size && index + 1 < pieces.length)) continue;
        const tokens = index + 1 - from;
        const delta = textBetween(pieces, from, tokens);
        yield { atMs, event: { type: 'part-delta', choice, part, delta, tokens } };
        from = index + 1;
        if (sizeOf !== undefined) size = sizeOf(content);
      }
    } else {
      // A part begins with its first token, so the next due time is asked for before the part is announced.
      const { pieces } = content;
      if (pieces.length > 0) {
        while ((dueMs = pace.next()) === undefined) yield waitFor(pace, atMs);
        atMs = dueMs;
      }
      yield { atMs, event: { type: 'part-start', choice, part, content } };
      let from = 0;
      let size = sizeOf === undefined || pieces.length === 0 ? 1 : sizeOf(content);
      for (let index = 0; index < pieces.length; index += 1) {
        if (index > 0) {
          while ((dueMs = pace.next()) === undefined) yield waitFor(pace, atMs);
          atMs = dueMs;
        }
        const tokens = index + 1 - from;
        if (tokens < size && index + 1 < pieces.length) continue;
        const delta = textBetween(pieces, from, tokens);
        yield { atMs, event: { type: 'part-delta', choice, part, delta, tokens } };
        from = index + 1;
        if (sizeOf !== undefined) size = sizeOf(content);
      }
    }
    yield { atMs, event: { type: 'part-end', choice, part } };
  }
  const { finishReason, stopSequence } = turn;
  yield { atMs, event: { type: 'choice-end', choice, finishReason, stopSequence } };
  return atMs;
}

/** Chunks of given sizes, and one of all that is left. */
function sizesInOrder(sizes: readonly number[]): ChunkSizes {
  let next = 0;
  return () => {
    const size = sizes[next] ?? Infinity;
    next += 1;
    return size;
  };
}

/** The text of so many pieces. */
function textBetween(pieces: readonly string[], from: number, count: number): string {
  return count === 1 ? (pieces[from] as string) : pieces.slice(from, from + count).join('');
}

function waitFor(pace: Pace, atMs: number): TimedEvent {
  return { atMs, event: { type: 'wait', whenKnown: (listener) => pace.whenKnown?.(listener) } };
}

/** So many delays are drawn in a step. */
const tokensInStep = 4096;

/** When the last event of one choice is due; `undefined`: that is not known yet. */
function* endOf(source: TimelineSource, turn: SimulatedTurn, choice: number): Steps<number | undefined> {
  const pace = source.pace(choice);
  let dueMs = pace.firstTokenMs;
  for (let left = tokensOfParts(turn.parts); left > 0; left -= tokensInStep) {
    dueMs = skip(pace, Math.min(left, tokensInStep));
    if (dueMs === undefined) return undefined;
    if (left > tokensInStep) yield;
  }
  return dueMs;
}

function skip(pace: Pace, tokens: number): number | undefined {
  if (pace.skip !== undefined) return pace.skip(tokens);
  let dueMs: number | undefined;
  for (let token = 0; token < tokens; token += 1) {
    dueMs = pace.next();
    if (dueMs === undefined) return undefined;
  }
  return dueMs;
}

/**
 * Merges sequences whose due times never fall into one. At equal times the earlier sequence comes first.
 * @returns when the last event is due
 */
function* interleave(sequences: readonly Generator<TimedEvent, number>[]): Generator<TimedEvent, number> {
  let atMs = 0;
  const waiting = sequences.map((sequence) => ({ sequence, next: sequence.next() }));
  for (;;) {
    let earliest: (typeof waiting)[number] | undefined;
    for (const candidate of waiting) {
      if (candidate.next.done === true) continue;
      if (
        earliest === undefined ||
        (earliest.next.done !== true && candidate.next.value.atMs < earliest.next.value.atMs)
      ) {
        earliest = candidate;
      }
    }
    if (earliest === undefined || earliest.next.done === true) return atMs;
    atMs = earliest.next.value.atMs;
    yield earliest.next.value;
    earliest.next = earliest.sequence.next();
  }
}
