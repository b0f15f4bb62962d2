import fc from 'fast-check';
import { constant } from '../latency/distributions/constant.js';
import { histogram } from '../latency/distributions/histogram.js';
import { latencyProfile } from '../latency/latency-profiles.js';
import { noUsage } from '../turn/usage.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';
import { buildTimeline } from './build-timeline.js';
import { chunkBy, chunksAlike, speculativeChunks } from './chunking.js';
import { profilePace } from './profile-pace.js';

const seed = () => [1, 2, 3, 4] as const;
const profile = {
  ...latencyProfile('instant'),
  timeToFirstToken: constant(100),
  interTokenLatency: constant(10),
};

function deltasOf(turn: SimulatedTurn, chunking = chunkBy(undefined, seed)) {
  const timeline = buildTimeline({
    turns: [turn],
    usage: noUsage,
    pace: profilePace(profile, noUsage, seed()),
    chunking,
  });
  return [...timeline].flatMap(({ atMs, event }) =>
    event.type === 'part-delta' ? [{ atMs, delta: event.delta, tokens: event.tokens }] : [],
  );
}

const text = (...pieces: string[]): TurnPart => ({ type: 'text', pieces });

describe('chunks', () => {
  it('have several tokens and are due when the last of them is', () => {
    const turn: SimulatedTurn = { parts: [text('a', 'b', 'c', 'd', 'e')], finishReason: 'stop' };
    expect(deltasOf(turn, chunkBy(chunksAlike(constant(2)), seed))).toEqual([
      { atMs: 110, delta: 'ab', tokens: 2 },
      { atMs: 130, delta: 'cd', tokens: 2 },
      { atMs: 140, delta: 'e', tokens: 1 },
    ]);
  });

  it('end with their part, and have sizes by what the tokens are', () => {
    const parts: TurnPart[] = [
      { type: 'reasoning', tokenCount: 5, pieces: ['p', 'q', 'r'] },
      text('a', 'b', 'c'),
    ];
    const sizes = { text: constant(3), reasoning: constant(2), toolArguments: constant(1) };
    expect(deltasOf({ parts, finishReason: 'stop' }, chunkBy(sizes, seed))).toEqual([
      { atMs: 110, delta: 'pq', tokens: 2 },
      { atMs: 120, delta: 'r', tokens: 1 },
      { atMs: 170, delta: 'abc', tokens: 3 },
    ]);
  });

  it('cost nothing where each token is one', () => {
    expect(chunkBy(undefined, seed)).toBeUndefined();
    expect(chunkBy(chunksAlike(constant(1)), seed)).toBeUndefined();
  });

  it('keep text, tokens and the time of the last token, whatever their sizes', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    const part = fc.array(fc.string({ maxLength: 3 }), { maxLength: 30 }).map((pieces) => text(...pieces));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), sizes, (parts, values) => {
        const turn: SimulatedTurn = { parts, finishReason: 'stop' };
        const alone = deltasOf(turn);
        const chunking = chunkBy(chunksAlike(histogram(values.map((value) => [value, 1]))), seed);
        const together = deltasOf(turn, chunking);
        expect(together.map(({ delta }) => delta).join('')).toBe(alone.map(({ delta }) => delta).join(''));
        let tokens = 0;
        for (const chunk of together) {
          tokens += chunk.tokens;
          expect(chunk.atMs).toBe(alone[tokens - 1]?.atMs);
        }
        expect(tokens).toBe(alone.length);
        expect(deltasOf(turn, chunking)).toEqual(together);
      }),
    );
  });
});

describe('speculativeChunks', () => {
  it.each([
    [[0.85, 0.3], 2.105],
    [[1, 1], 3],
    [[0], 1],
  ])('with the chances %j has %d tokens in the middle', (accept, mean) => {
    expect(speculativeChunks(accept).text.mean).toBeCloseTo(mean, 9);
  });
});
