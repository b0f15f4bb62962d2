import type { Distribution } from '../latency/distributions/distribution.js';
import type { LatencyProfile } from '../latency/latency-profile.js';
import type { Random } from '../random/random.js';
import { createSeededRandom, type Seed } from '../random/seeded-random.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';
import type { TimedEvent, Timeline } from '../turn/timeline.js';

/** What a timeline is made of. */
export interface TimelineSource {
  /** One turn for each choice. */
  readonly turns: readonly SimulatedTurn[];
  readonly usage: Usage;
  readonly profile: LatencyProfile;
  /** Where the delays are drawn from. */
  readonly seed: Seed;
}

/**
 * Lays a reply out in time. `turn-start` is due at 0. The first output token comes after the profile's time to
 * first token plus its prefill term, each further token one inter-token latency after the one before; reasoning
 * tokens take their time like others, shown or not. Several choices are generated side by side: each has delays of
 * its own, and the first token of all of them comes at the same time.
 */
export function buildTimeline(source: TimelineSource): Timeline {
  return {
    [Symbol.iterator]: () => eventsOf(source),
    durationMs: () =>
      source.turns.reduce((latest, turn, choice) => Math.max(latest, endOf(source, turn, choice)), 0),
  };
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
  const delays = new TokenDelays(source, choice);
  let atMs = delays.firstTokenMs;
  for (const [part, content] of turn.parts.entries()) {
    if (content.type === 'reasoning') {
      yield { atMs, event: { type: 'part-start', choice, part, content } };
      for (let index = 0; index < content.tokenCount; index += 1) {
        atMs = delays.next();
        const delta = content.pieces[index];
        if (delta !== undefined) yield { atMs, event: { type: 'part-delta', choice, part, delta } };
      }
    } else {
      // A part begins with its first token, so the next due time is drawn before the part is announced.
      const { pieces } = content;
      if (pieces.length > 0) atMs = delays.next();
      yield { atMs, event: { type: 'part-start', choice, part, content } };
      for (let index = 0; index < pieces.length; index += 1) {
        if (index > 0) atMs = delays.next();
        yield { atMs, event: { type: 'part-delta', choice, part, delta: pieces[index] as string } };
      }
    }
    yield { atMs, event: { type: 'part-end', choice, part } };
  }
  const { finishReason, stopSequence } = turn;
  yield { atMs, event: { type: 'choice-end', choice, finishReason, stopSequence } };
  return atMs;
}

/** When the last event of one choice is due. */
function endOf(source: TimelineSource, turn: SimulatedTurn, choice: number): number {
  const delays = new TokenDelays(source, choice);
  const tokens = tokensOfParts(turn.parts);
  return tokens === 0 ? delays.firstTokenMs : delays.skipTo(tokens);
}

/** When the tokens of one choice are due. */
class TokenDelays {
  readonly firstTokenMs: number;
  readonly #interToken: Distribution;
  readonly #seed: Seed;
  /** Made when something is drawn from it. */
  #random: Random | undefined;
  #token = 0;
  #atMs: number;

  constructor({ usage, profile, seed }: TimelineSource, choice: number) {
    const uncached = usage.inputTokens - usage.cachedInputTokens;
    const prefillMs = (uncached / 1000) * profile.prefillMsPerThousandTokens;
    const { timeToFirstToken } = profile;
    this.firstTokenMs =
      (timeToFirstToken.constant ?? timeToFirstToken.sample(createSeededRandom(seed))) + prefillMs;
    this.#interToken = profile.interTokenLatency;
    this.#seed = [seed[0], seed[1], seed[2], seed[3] ^ (choice + 1)];
    this.#atMs = this.firstTokenMs;
  }

  /** When the next token is due. */
  next(): number {
    const { constant } = this.#interToken;
    // The count rather than a running sum, so that a constant latency gives exact due times.
    if (constant !== undefined) this.#atMs = this.firstTokenMs + this.#token * constant;
    else if (this.#token > 0) {
      this.#random ??= createSeededRandom(this.#seed);
      this.#atMs += this.#interToken.sample(this.#random);
    }
    this.#token += 1;
    return this.#atMs;
  }

  /** When the token of this number is due, counted from 1 and from the beginning. */
  skipTo(tokens: number): number {
    const { constant } = this.#interToken;
    if (constant !== undefined) return this.firstTokenMs + (tokens - 1) * constant;
    for (let token = 0; token < tokens; token += 1) this.next();
    return this.#atMs;
  }
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
