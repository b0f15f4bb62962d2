import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import type { Distribution } from './distributions/distribution.js';
import { measuredProfiles } from './measured-profiles.js';

function percentilesOf(distribution: Distribution, name: string): (share: number) => number {
  const random = createSeededRandom(deriveSeed('measured profiles', name));
  const samples = Float64Array.from({ length: 100_000 }, () => distribution.sample(random)).toSorted();
  return (share) => samples[Math.floor(share * samples.length)] as number;
}

/** Whether a value is within that share of what it should be. */
function expectWithin(value: number, expected: number, share: number): void {
  expect(Math.abs(value / expected - 1)).toBeLessThanOrEqual(share);
}

/** The published percentiles of the time to first token (p50, p95, p99 in milliseconds): written out once more. */
const published: readonly (readonly [string, number, number, number])[] = [
  ['openai/gpt-4o', 639, 1144, 4517],
  ['openai/gpt-4o-mini', 536, 844, 4461],
  ['openai/gpt-4.1', 726, 1220, 1946],
  ['openai/gpt-4.1-mini', 661, 1087, 2169],
  ['anthropic/claude-haiku-4.5', 541, 1591, 4117],
  ['anthropic/claude-sonnet-4.6', 941, 2939, 4787],
  ['anthropic/claude-opus-4.6', 1626, 2420, 3797],
  ['google/gemini-2.5-flash', 477, 776, 1309],
  ['google/gemini-2.5-flash-lite', 311, 1142, 3080],
  ['deepseek/deepseek-v3', 1479, 1926, 2492],
];

/** What was fitted to recorded replies: time = a + b × output tokens. */
const fitted: readonly (readonly [string, number, number])[] = [
  ['openai/gpt-4o', 372, 11.85],
  ['openai/gpt-5-mini', 922, 16.2],
  ['openai/gpt-5', 1357, 11.8],
  ['openai/gpt-4.1', 954, 10.8],
  ['openai/gpt-5.4', 908, 11.5],
  ['openai/gpt-5.4-mini', 604, 5.8],
  ['openai/o3-mini', 331, 11.9],
  ['bedrock/claude-sonnet-4.5', 1620, 17.2],
  ['bedrock/nova-2-lite', 244, 14.5],
  ['bedrock/nova-micro', 231, 7],
];

function profileOf(name: string) {
  const profile = measuredProfiles.find((candidate) => candidate.name === name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

describe('the measured profiles', () => {
  it.each(published)('%s has the tail that was published', (name, p50, p95, p99) => {
    const { timeToFirstToken, sources } = profileOf(name);
    const at = percentilesOf(timeToFirstToken, name);
    expect(sources?.cited).toEqual({ p50, p95, p99 });
    expectWithin(at(0.95) / at(0.5), p95 / p50, 0.2);
    expectWithin(at(0.99) / at(0.5), p99 / p50, 0.2);
  });

  const fittedNames = fitted.map(([name]) => name);
  it.each(published.filter(([name]) => !fittedNames.includes(name)))(
    '%s has the median that was published',
    (name, p50) => {
      expectWithin(percentilesOf(profileOf(name).timeToFirstToken, name)(0.5), p50, 0.1);
    },
  );

  it.each(fitted)('%s has the figures that recorded replies were fitted with', (name, first, inter) => {
    const { timeToFirstToken, interTokenLatency } = profileOf(name);
    expectWithin(percentilesOf(timeToFirstToken, name)(0.5), first, 0.1);
    expectWithin(interTokenLatency.mean, inter, 0.001);
  });

  it.each(measuredProfiles.map((profile) => [profile.name, profile] as const))(
    '%s says of every figure where it is from',
    (_name, { sources }) => {
      for (const key of [
        'timeToFirstToken',
        'tail',
        'interTokenLatency',
        'prefill',
        'tokensPerChunk',
      ] as const) {
        const source = sources?.[key];
        expect(source?.what).not.toBe('');
        if (source?.basis !== 'measured') continue;
        expect(source.date).toMatch(/^20\d\d-\d\d$/);
        expect(source.licence).toBeDefined();
      }
    },
  );

  it('says of one without a percentile that its tail is assumed', () => {
    expect(profileOf('openai/gpt-5').sources?.tail.basis).toBe('assumed');
  });

  it.each([
    ['openai/gpt-4o', undefined, 1.3],
    ['anthropic/claude-haiku-4.5', 6.24, undefined],
    ['google/gemini-2.5-flash', 16.6, undefined],
  ])('%s has as many tokens in a chunk of text as were recorded', (name, mean, recorded) => {
    const { tokensPerChunk, recordedTokensPerChunk } = profileOf(name);
    if (mean === undefined) expect(tokensPerChunk).toBeUndefined();
    else expect(tokensPerChunk?.text.mean).toBeCloseTo(mean, 0);
    if (recorded !== undefined) expect(recordedTokensPerChunk?.text.mean).toBeCloseTo(recorded, 1);
  });
});
