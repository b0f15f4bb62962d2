import { createDistribution, createSeededRandom, deriveSeed } from '@llmsim/core';
import fc from 'fast-check';
import type { CapturedRequest } from '../capture/captured-request.js';
import { fitChunkSizes, meanSize } from './chunk-sizes.js';
import { fitShape } from './fit-shape.js';
import { shapeSpec } from './fitted-shape.js';
import { ksDistance } from './ks-distance.js';
import { quantile, sorted } from './quantile.js';
import { quantileSlope } from './quantile-line.js';
import { fitWholeReplies } from './whole-replies.js';

/** A stream whose chunks have so many tokens. */
const stream = (tokens: readonly number[]): CapturedRequest => ({
  model: undefined,
  inputTokens: undefined,
  cachedInputTokens: 0,
  outputTokens: tokens.reduce((sum, count) => sum + count, 0),
  hiddenTokens: 0,
  firstChunkMs: 1,
  totalMs: 1,
  chunkCount: tokens.length,
  chunks: { atMs: undefined, tokens, kinds: undefined },
});

function draw(spec: unknown, count: number): Float64Array {
  const random = createSeededRandom(deriveSeed('fits'));
  const distribution = createDistribution(spec);
  return sorted(Array.from({ length: count }, () => distribution.sample(random)));
}

describe('the shape of values', () => {
  it.each([
    ['normal', { distribution: 'normal', mean: 40, stddev: 8 }],
    ['log-normal', { distribution: 'log-normal', mean: 40, stddev: 30 }],
    ['gamma', { distribution: 'gamma', mean: 40, stddev: 30 }],
  ])('is found: %s', (kind, spec) => {
    const shape = fitShape(draw(spec, 4000), true);
    expect(shape).toMatchObject({ kind });
    const found = shapeSpec(shape) as typeof spec;
    expect(Math.abs(found.mean / spec.mean - 1)).toBeLessThan(0.04);
    expect(Math.abs(found.stddev / spec.stddev - 1)).toBeLessThan(0.06);
  });

  it('is one value where all are the same', () => {
    expect(fitShape(Float64Array.of(7, 7, 7), true)).toEqual({ kind: 'constant', value: 7 });
  });

  it('has no tail where none stands out', () => {
    expect(fitShape(draw({ distribution: 'log-normal', mean: 40, stddev: 10 }, 60), true).kind).not.toBe(
      'mixture',
    );
  });

  it('is a table where none suits: here a network that brings chunks two at a time', () => {
    const random = createSeededRandom(deriveSeed('pairs'));
    const gaps = sorted(Array.from({ length: 2000 }, (_, index) => (index % 2) * (20 + 4 * random.next())));
    const shape = fitShape(gaps, false);
    expect(shape.kind).toBe('empirical');
    const { mean } = createDistribution(shapeSpec(shape));
    expect(Math.abs(mean / 11 - 1)).toBeLessThan(0.01);
  });
});

it('finds a slope that a few far points do not pull at, and says how sure it is', () => {
  const random = createSeededRandom(deriveSeed('slope'));
  const x = Array.from({ length: 2000 }, () => 10 * random.next());
  const y = x.map((value, index) => 50 + 3 * value + random.next() + (index % 50 === 0 ? 500 : 0));
  const { value, standardError } = quantileSlope(x, y);
  expect(Math.abs(value - 3)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.01);
  expect(quantileSlope([2, 2, 2], [1, 2, 3])).toEqual({ value: 0, standardError: Infinity });
});

it('finds what whole replies are made of, though long ones vary by more', () => {
  const random = createSeededRandom(deriveSeed('whole'));
  const spread = createDistribution({ distribution: 'log-normal', mean: 1, stddev: 0.3 });
  const median = 1 / Math.sqrt(1.09);
  const requests = Array.from({ length: 1000 }, (): CapturedRequest => {
    const [inputTokens, outputTokens] = [
      Math.floor(8000 * random.next()),
      1 + Math.floor(600 * random.next() ** 2),
    ];
    const ms = 400 + 12 * (outputTokens - 1) + 0.09 * inputTokens;
    const totalMs = (ms * spread.sample(random)) / median;
    return { ...stream([outputTokens]), inputTokens, outputTokens, firstChunkMs: undefined, totalMs };
  });
  const fit = fitWholeReplies(requests);
  expect(Math.abs((fit?.firstTokenMs ?? 0) / 400 - 1)).toBeLessThan(0.1);
  expect(Math.abs((fit?.perTokenMs ?? 0) / 12 - 1)).toBeLessThan(0.05);
  expect(Math.abs((fit?.prefillMs ?? 0) / 90 - 1)).toBeLessThan(0.1);
  const same = requests.map((request) => ({ ...request, totalMs: 500 + 100 * random.next() }));
  expect(fitWholeReplies(same)).toMatchObject({ perTokenMs: 0, prefillMs: 0 });
});

describe('sizes of chunks', () => {
  it('are not made smaller by the last chunks, which are cut off', () => {
    const random = createSeededRandom(deriveSeed('chunks'));
    const streams = Array.from({ length: 3000 }, () => {
      const tokens: number[] = [];
      for (let left = 12; left > 0;) {
        const size = Math.min(left, 1 + Math.floor(random.next() * 9));
        tokens.push(size);
        left -= size;
      }
      return stream(tokens);
    });
    expect(Math.abs(meanSize(fitChunkSizes(streams, undefined).text ?? []) - 5)).toBeLessThan(0.15);
  });

  it('are shares that add up to 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), { minLength: 1 }),
        (lists) => {
          const shares = fitChunkSizes(lists.map(stream), undefined).text ?? [];
          expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

it('gives percentiles between the least and the largest, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1 }), (values) => {
      const ordered = sorted(values);
      const found = [0, 0.5, 0.9, 0.99, 1].map((share) => quantile(ordered, share));
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect([found[0], found.at(-1)]).toEqual([Math.min(...values), Math.max(...values)]);
    }),
  );
});

it('measures the largest distance between distributions', () => {
  expect(ksDistance(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3))).toBe(0);
  expect(ksDistance(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(1);
  expect(ksDistance(Float64Array.of(1, 3), Float64Array.of(1, 2, 3, 4))).toBe(0.25);
});
