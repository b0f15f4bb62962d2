import { customLatencyProfile, latencyProfile, type LatencyProfile } from '@llmsim/core';
import { simulateTraffic } from '../fixtures/simulated-traffic.js';
import { captureWriters } from '../fixtures/write-captures.js';
import { judge } from './check/compare.js';
import { comparedTimes, replay } from './check/replay.js';
import { meanSize } from './fit/chunk-sizes.js';
import { fitProfile, profileOfSpec, type FittedProfile } from './fit/fit-profile.js';
import type { FittedShape } from './fit/fitted-shape.js';
import { readCapture } from './readers/read-capture.js';

/** A log-normal distribution around a median, as configuration writes it. */
function around(median: number, sigma: number) {
  const mean = median * Math.exp(sigma ** 2 / 2);
  return { distribution: 'log-normal', mean, stddev: mean * Math.sqrt(Math.expm1(sigma ** 2)) };
}

const known = customLatencyProfile({
  name: 'known',
  timeToFirstToken: {
    distribution: 'mixture',
    parts: [
      { weight: 0.6, ...around(400, 0.3) },
      { weight: 0.4, ...around(2400, 0.3) },
    ],
  },
  interTokenLatency: { distribution: 'normal', mean: 12, stddev: 3.6 },
  prefillMsPerThousandTokens: 90,
});

function expectWithin(share: number, found: number, asked: number): void {
  expect(Math.abs(found / asked - 1)).toBeLessThan(share);
}

function partsOf(shape: FittedShape) {
  if (shape.kind !== 'mixture') throw new Error(`expected a body and a tail, found ${shape.kind}`);
  return shape;
}

function normalOf(shape: FittedShape | undefined) {
  if (shape?.kind !== 'normal')
    throw new Error(`expected a normal distribution, found ${shape?.kind ?? 'none'}`);
  return shape;
}

function fitCaptured(profile: LatencyProfile, format: keyof typeof captureWriters, count: number) {
  const traffic = simulateTraffic(profile, { count, outputTokens: [5, 25] });
  const { requests } = readCapture('capture', captureWriters[format](traffic, 'model'));
  expect(requests).toHaveLength(count);
  return { requests, fitted: fitProfile(requests) as FittedProfile };
}

describe('10,000 requests of a known profile, captured and calibrated,', () => {
  // A ledger says when each chunk came; a table of first tokens and total times says as little as a capture may.
  it.each(['ledger', 'csv'] as const)('give its parameters within 3 %% and its times: %s', (format) => {
    const { requests, fitted } = fitCaptured(known, format, 10_000);
    const { body, slow } = partsOf(fitted.firstToken.shape);
    expectWithin(0.03, body.median, 400);
    expectWithin(0.03, body.sigma, 0.3);
    expectWithin(0.03, body.weight, 0.6);
    expectWithin(0.03, slow.median, 2400);
    expectWithin(0.03, slow.sigma, 0.3);
    expectWithin(0.03, slow.weight, 0.4);
    expectWithin(0.03, fitted.firstToken.prefill.msPerThousandTokens, 90);
    const interToken = normalOf(fitted.interToken?.shape);
    expectWithin(0.03, interToken.mean, 12);
    expectWithin(0.03, interToken.stddev, 3.6);
    expect(fitted.spec.tokens_per_chunk).toBe(1);

    const replayed = replay(requests, profileOfSpec(fitted.spec), { label: 'test' });
    for (const time of comparedTimes) expect(judge(replayed[time])?.ks).toBeLessThan(0.03);
  });

  it('give those of a shipped one with several tokens in a chunk', () => {
    const { requests, fitted } = fitCaptured(latencyProfile('anthropic/claude-haiku-4.5'), 'ledger', 10_000);
    const { body, slow } = partsOf(fitted.firstToken.shape);
    expectWithin(0.03, body.median, 541 / 1.0249);
    expectWithin(0.03, body.sigma, 0.38);
    expectWithin(0.03, slow.median, (541 / 1.0249) * 6.1);
    // 490 of 10,000 requests are slow: their share alone varies by 4.4 % from run to run.
    expectWithin(0.1, slow.weight, 0.049);
    expectWithin(0.1, slow.sigma, 0.3);
    expectWithin(0.03, fitted.firstToken.prefill.msPerThousandTokens, 90);
    expectWithin(0.03, fitted.interToken?.meanMs ?? 0, 1000 / 116);
    expectWithin(0.03, meanSize(fitted.chunks.text ?? []), 6.24);

    const replayed = replay(requests, profileOfSpec(fitted.spec), { label: 'test' });
    for (const time of comparedTimes) expect(judge(replayed[time])?.ks).toBeLessThan(0.03);
  });
});

describe('the same requests in another format', () => {
  const count = 400;
  const expected = fitCaptured(known, 'ledger', count).fitted;

  it.each(['aiperf', 'vllm', 'guidellm', 'otlp', 'har'] as const)('give the same profile: %s', (format) => {
    const { fitted } = fitCaptured(known, format, count);
    expectWithin(
      0.001,
      partsOf(fitted.firstToken.shape).body.median,
      partsOf(expected.firstToken.shape).body.median,
    );
    expectWithin(
      0.001,
      fitted.firstToken.prefill.msPerThousandTokens,
      expected.firstToken.prefill.msPerThousandTokens,
    );
    expectWithin(0.001, fitted.interToken?.meanMs ?? 0, expected.interToken?.meanMs ?? 1);
    // Where only whole streams are timed, the spread is that of sums.
    expectWithin(0.1, normalOf(fitted.interToken?.shape).stddev, normalOf(expected.interToken?.shape).stddev);
    expect(fitted.spec.tokens_per_chunk).toBe(1);
  });

  it('find the time between tokens though nobody counted how many a chunk has', () => {
    const chunked = latencyProfile('anthropic/claude-haiku-4.5');
    const traffic = simulateTraffic(chunked, { count: 2000, outputTokens: [20, 100] });
    for (const format of ['vllm', 'otlp'] as const) {
      const { requests } = readCapture('capture', captureWriters[format](traffic, 'model'));
      const fitted = fitProfile(requests) as FittedProfile;
      expectWithin(0.03, fitted.interToken?.meanMs ?? 0, 1000 / 116);
      expectWithin(0.15, meanSize(fitted.chunks.text ?? []), 6.24);
      expect(fitted.chunks.counted).toBe(0);
    }
  });
});
