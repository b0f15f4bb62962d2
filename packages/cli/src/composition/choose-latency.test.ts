import { latencyProfile, profileForModel } from '@llmsim/core';
import { draftSettings } from '../config/settings-draft.js';
import type { Settings } from '../config/settings-table.js';
import { chooseLatency } from './choose-latency.js';

const defaults = draftSettings().finish().settings;
const chooser = (changes: Partial<Settings>) => chooseLatency({ ...defaults, ...changes });

function describeProfile(changes: Partial<Settings>, model: string): string {
  const { timeToFirstToken, interTokenLatency, prefillMsPerThousandTokens } = chooser(changes)(model);
  return `${timeToFirstToken.description} ${interTokenLatency.description} ${prefillMsPerThousandTokens}`;
}

it.each(['gpt-5', 'o3', 'claude-opus-4', 'something-else'])(
  'by default gives %s the profile of its name',
  (model) => {
    expect(chooser({})(model)).toBe(profileForModel(model));
  },
);

it('takes times as the header of a request does', () => {
  expect(describeProfile({ 'latency.profile': 'ttft=200;tbt=20' }, 'gpt-5')).toBe(
    'constant(200) constant(20) 0',
  );
});

it('gives every model the profile that was named', () => {
  expect(chooser({ 'latency.profile': 'fast' })('gpt-5')).toBe(latencyProfile('fast'));
});

it.each([
  [
    'all figures',
    {
      'latency.ttft_mean_ms': 200,
      'latency.ttft_stddev_ms': 0,
      'latency.tbt_mean_ms': 20,
      'latency.tbt_stddev_ms': 2,
    },
    'constant(200) normal(20 ± 2) 90',
  ],
  [
    'a mean, which brings its spread',
    { 'latency.ttft_mean_ms': 200 },
    'normal(200 ± 50) normal(11.8 ± 3.54) 90',
  ],
  [
    'a spread around the mean of the profile',
    { 'latency.profile': 'gpt-4', 'latency.tbt_stddev_ms': 1 },
    'normal(800 ± 200) normal(50 ± 1) 0',
  ],
  ['figures of 0', { 'latency.ttft_mean_ms': 0, 'latency.tbt_mean_ms': 0 }, 'constant(0) constant(0) 90'],
  [
    'distributions',
    { 'latency.ttft': { distribution: 'uniform', min: 1, max: 2 }, 'latency.tbt': 7 },
    'uniform(1 to 2) constant(7) 90',
  ],
  [
    'a prefill term',
    { 'latency.profile': 'instant', 'latency.prefill_ms_per_1000_tokens': 30 },
    'constant(0) constant(0) 30',
  ],
] as [string, Partial<Settings>, string][])('takes %s', (_name, changes, profile) => {
  expect(describeProfile(changes, 'gpt-5')).toBe(profile);
});

it('takes figures that are not given from the profile of each model', () => {
  const changes = { 'latency.tbt_mean_ms': 10 };
  for (const model of ['gpt-4', 'o3']) {
    const first = profileForModel(model).timeToFirstToken.description;
    expect(describeProfile(changes, model)).toBe(`${first} normal(10 ± 3) 90`);
  }
});

it('makes a profile once, not for each request', () => {
  const choose = chooser({ 'latency.tbt_mean_ms': 10 });
  expect(choose('gpt-5')).toBe(choose('gpt-5'));
  expect(choose('gpt-5')).toBe(choose('gpt-5.1'));
});

describe('latency of some models', () => {
  const changes: Partial<Settings> = {
    'latency.profile': 'instant',
    'latency.models': {
      'gpt-5*': { profile: 'fast' },
      'gpt-5-mini': { ttft_mean_ms: 4 },
      'gpt-5-mini*': { tbt: 1 },
      '*': { profile: 'gpt-4' },
    },
  };

  it.each([
    ['gpt-5', 'normal(10 ± 2) constant(1) 0'],
    ['gpt-5-mini', 'normal(4 ± 1) normal(16.2 ± 4.86) 90'],
    ['gpt-5-mini-2025', `${profileForModel('gpt-5-mini').timeToFirstToken.description} constant(1) 90`],
    ['o3', 'normal(800 ± 200) normal(50 ± 15) 0'],
  ])('is for %s that of the most specific entry, whatever the order', (model, profile) => {
    expect(describeProfile(changes, model)).toBe(profile);
  });

  it('leaves other models alone', () => {
    expect(
      chooser({ 'latency.profile': 'instant', 'latency.models': { o3: { profile: 'fast' } } })('gpt-5'),
    ).toBe(latencyProfile('instant'));
  });
});

it('takes the sizes of chunks for a model, alike or by kind, and those of its profile else', () => {
  const choose = chooser({
    'latency.models': {
      alike: { tokens_per_chunk: 4 },
      'by-kind': {
        tokens_per_chunk: {
          text: 2,
          reasoning: { distribution: 'histogram', counts: { 1: 1, 3: 1 } },
          tool_arguments: 1,
        },
      },
      'claude-haiku-4-5': { tbt: 1 },
    },
  });
  const meansOf = (model: string) => {
    const { text, reasoning, toolArguments } = choose(model).tokensPerChunk ?? {};
    return [text?.mean, reasoning?.mean, toolArguments?.mean];
  };
  expect(meansOf('alike')).toEqual([4, 4, 4]);
  expect(meansOf('by-kind')).toEqual([2, 2, 1]);
  expect(meansOf('claude-haiku-4-5')[0]).toBeCloseTo(6.24, 1);
});
