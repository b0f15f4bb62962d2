import type { LatencyProfile } from '../latency/latency-profile.js';
import { createSeededRandom, type Seed } from '../random/seeded-random.js';
import type { SimulatedTurn, TurnPart } from '../simulator/simulated-turn.js';
import type { Usage } from '../simulator/usage.js';
import type { TimedEvent, Timeline } from './timeline.js';

/** What a timeline is made of. */
export interface TimelineSource {
  /** One turn for each choice. */
  readonly turns: readonly SimulatedTurn[];
  readonly usage: Usage;
  readonly profile: LatencyProfile;
  /** Where the delays are drawn from. */
  readonly seed: Seed;
}

/** How many output tokens a part has. */
export function tokensOfPart(part: TurnPart): number {
  return part.type === 'reasoning' ? part.tokenCount : part.pieces.length;
}

/**
 * Lays a reply out in time. `turn-start` is due at 0. The first output token comes after the profile's time to
 * first token plus its prefill term, each further token one inter-token latency after the one before; reasoning
 * tokens take their time like others, shown or not. Several choices are generated side by side: each has delays of
 * its own, and the first token of all of them comes at the same time.
 */
export function buildTimeline(source: TimelineSource): Timeline {
  const { turns, usage, profile, seed } = source;
  const prefillMs =
    ((usage.inputTokens - usage.cachedInputTokens) / 1000) * profile.prefillMsPerThousandTokens;

  /** The random of one choice's delays, and when its first token is due. */
  function startOf(choice: number) {
    const firstTokenMs = profile.timeToFirstToken.sample(createSeededRandom(seed)) + prefillMs;
    return { firstTokenMs, random: createSeededRandom([seed[0], seed[1], seed[2], seed[3] ^ (choice + 1)]) };
  }

  /** When the last event of one choice is due. */
  function endOf(turn: SimulatedTurn, choice: number): number {
    const { firstTokenMs, random } = startOf(choice);
    const gaps = Math.max(0, turn.parts.reduce((sum, part) => sum + tokensOfPart(part), 0) - 1);
    const { constant } = profile.interTokenLatency;
    if (constant !== undefined) return firstTokenMs + gaps * constant;
    let atMs = firstTokenMs;
    for (let gap = 0; gap < gaps; gap += 1) atMs += profile.interTokenLatency.sample(random);
    return atMs;
  }

  function* eventsOf(turn: SimulatedTurn, choice: number): Generator<TimedEvent> {
    const { firstTokenMs, random } = startOf(choice);
    const { interTokenLatency } = profile;
    const { constant } = interTokenLatency;
    let atMs = firstTokenMs;
    // The count rather than a running sum, so that a constant latency gives exact due times.
    let token = 0;
    const advance = (): number => {
      if (constant !== undefined) atMs = firstTokenMs + token * constant;
      else if (token > 0) atMs += interTokenLatency.sample(random);
      token += 1;
      return atMs;
    };
    for (const [part, content] of turn.parts.entries()) {
      if (content.type === 'reasoning') {
        yield { atMs, event: { type: 'part-start', choice, part, content } };
        for (let index = 0; index < content.tokenCount; index += 1) {
          advance();
          const delta = content.pieces[index];
          if (delta !== undefined) yield { atMs, event: { type: 'part-delta', choice, part, delta } };
        }
      } else {
        // A part begins with its first token, so the next due time is drawn before the part is announced.
        const { pieces } = content;
        const first = pieces.length > 0 ? advance() : atMs;
        yield { atMs: first, event: { type: 'part-start', choice, part, content } };
        for (let index = 0; index < pieces.length; index += 1) {
          if (index > 0) advance();
          yield { atMs, event: { type: 'part-delta', choice, part, delta: pieces[index] as string } };
        }
      }
      yield { atMs, event: { type: 'part-end', choice, part } };
    }
    yield { atMs, event: { type: 'choice-end', choice, finishReason: turn.finishReason } };
  }

  function durationMs(): number {
    return turns.reduce((latest, turn, choice) => Math.max(latest, endOf(turn, choice)), 0);
  }

  function* events(): Generator<TimedEvent> {
    yield { atMs: 0, event: { type: 'turn-start' } };
    let atMs = 0;
    const [only] = turns;
    const choices =
      turns.length === 1 && only !== undefined ? eventsOf(only, 0) : interleave(turns.map(eventsOf));
    for (const timed of choices) {
      atMs = timed.atMs;
      yield timed;
    }
    yield { atMs, event: { type: 'turn-end', usage } };
  }

  return { [Symbol.iterator]: events, durationMs };
}

/** Merges sequences whose due times never fall into one. At equal times the earlier sequence comes first. */
function* interleave(sequences: readonly Generator<TimedEvent>[]): Generator<TimedEvent> {
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
    if (earliest === undefined || earliest.next.done === true) return;
    yield earliest.next.value;
    earliest.next = earliest.sequence.next();
  }
}
