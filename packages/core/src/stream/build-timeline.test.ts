import fc from 'fast-check';
import type { Distribution } from '../latency/distributions/distribution.js';
import type { LatencyProfile } from '../latency/latency-profile.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';
import type { Usage } from '../turn/usage.js';
import { buildTimeline } from './build-timeline.js';
import { profilePace } from './profile-pace.js';

const constant = (value: number): Distribution => ({
  description: '',
  mean: value,
  constant: value,
  sample: () => value,
});
const varying = (low: number, high: number): Distribution => ({
  description: '',
  mean: (low + high) / 2,
  constant: undefined,
  sample: (random) => low + (high - low) * random.next(),
});

function profile(first: Distribution, next: Distribution, prefillMsPerThousandTokens = 0): LatencyProfile {
  return { name: 'test', timeToFirstToken: first, interTokenLatency: next, prefillMsPerThousandTokens };
}

const usage: Usage = {
  inputTokens: 2000,
  cachedInputTokens: 1000,
  outputTokens: 0,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
};
const seed = [1, 2, 3, 4] as const;
const text = (...pieces: string[]): TurnPart => ({ type: 'text', pieces });
const turn = (...parts: TurnPart[]): SimulatedTurn => ({ parts, finishReason: 'stop' });

describe('a timeline', () => {
  it('has the first token after the time to first token, and the k-th k latencies later, exactly', () => {
    const timeline = buildTimeline({
      turns: [turn(text('a', 'b', 'c'))],
      usage,
      pace: profilePace(profile(constant(200), constant(0.1)), usage, seed),
    });
    expect([...timeline].map(({ atMs, event }) => [atMs, event.type])).toEqual([
      [0, 'turn-start'],
      [200, 'part-start'],
      [200, 'part-delta'],
      [200.1, 'part-delta'],
      [200.2, 'part-delta'],
      [200.2, 'part-end'],
      [200.2, 'choice-end'],
      [200.2, 'turn-end'],
    ]);
    expect(timeline.durationMs()).toBe(200.2);
  });

  it('lets reasoning take its time before the first visible token, shown or not', () => {
    const reasoning: TurnPart = { type: 'reasoning', tokenCount: 4, pieces: ['x', 'y'] };
    const timeline = buildTimeline({
      turns: [turn(reasoning, text('a'))],
      usage,
      pace: profilePace(profile(constant(100), constant(10)), usage, seed),
    });
    const deltas = [...timeline].flatMap(({ atMs, event }) =>
      event.type === 'part-delta' ? [[atMs, event.delta]] : [],
    );
    expect(deltas).toEqual([
      [100, 'x'],
      [110, 'y'],
      [140, 'a'],
    ]);
  });

  it('sends a part in the chunks that it states itself, and what is left over in one', () => {
    const stated: TurnPart = { type: 'text', pieces: ['a', 'b', 'c', 'd', 'e', 'f'], chunkSizes: [2, 1] };
    const timeline = buildTimeline({
      turns: [turn(stated, text('g', 'h'))],
      usage,
      pace: profilePace(profile(constant(100), constant(10)), usage, seed),
    });
    const deltas = [...timeline].flatMap(({ atMs, event }) =>
      event.type === 'part-delta' ? [[event.delta, event.tokens, atMs]] : [],
    );
    expect(deltas).toEqual([
      ['ab', 2, 110],
      ['c', 1, 120],
      ['def', 3, 150],
      ['g', 1, 160],
      ['h', 1, 170],
    ]);
  });

  it('adds the prefill term for input that was not cached', () => {
    const timeline = buildTimeline({
      turns: [turn(text('a'))],
      usage,
      pace: profilePace(profile(constant(100), constant(10), 30), usage, seed),
    });
    expect(timeline.durationMs()).toBe(130);
  });

  it('interleaves choices, each complete and in order', () => {
    const timeline = buildTimeline({
      turns: [turn(text('a', 'b', 'c')), turn(text('d', 'e'))],
      usage,
      pace: profilePace(profile(constant(10), varying(1, 9)), usage, seed),
    });
    const all = [...timeline];
    for (const choice of [0, 1]) {
      const types = all.flatMap(({ event }) =>
        'choice' in event && event.choice === choice ? [event.type] : [],
      );
      expect(types[0]).toBe('part-start');
      expect(types.at(-1)).toBe('choice-end');
    }
    expect(all.filter(({ event }) => event.type === 'turn-end')).toHaveLength(1);
  });

  it('never goes back in time, restarts the same, and its duration is the time of its last event', () => {
    const part = fc.oneof(
      fc.array(fc.constant('t'), { maxLength: 20 }).map((pieces): TurnPart => ({ type: 'text', pieces })),
      fc.nat({ max: 20 }).map((tokenCount): TurnPart => ({ type: 'reasoning', tokenCount, pieces: [] })),
    );
    const turns = fc.array(
      fc.array(part, { maxLength: 4 }).map((parts) => turn(...parts)),
      { minLength: 1, maxLength: 4 },
    );
    const latency = fc.oneof(
      fc.nat({ max: 50 }).map(constant),
      fc.nat({ max: 50 }).map((high) => varying(0, high)),
    );
    fc.assert(
      fc.property(turns, latency, latency, fc.nat(), (someTurns, first, next, number) => {
        const timeline = buildTimeline({
          turns: someTurns,
          usage,
          pace: profilePace(profile(first, next), usage, [number, 2, 3, 4]),
        });
        const all = [...timeline];
        const times = all.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect([...timeline]).toEqual(all);
        expect(timeline.durationMs()).toBe(times.at(-1));
      }),
    );
  });
});
