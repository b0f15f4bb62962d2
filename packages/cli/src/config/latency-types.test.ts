import { latencyProfileNames } from '@llmsim/core';
import { latencyOfModels, profileName } from './latency-types.js';

const ignore = () => undefined;

it.each([...latencyProfileNames, 'auto'])('knows the profile %s', (name) => {
  expect(profileName.read(name, ignore)).toBe(name);
});

it.each([
  ['gpt5', 'gpt-5'],
  ['gpt5-mini', 'gpt-5-mini'],
  ['gpt4', 'gpt-4'],
  ['gpt4o', 'gpt-4o'],
  ['o3', 'o-series'],
  ['o4', 'o-series'],
  ['opus', 'claude-opus'],
  ['sonnet', 'claude-sonnet'],
  ['haiku', 'claude-haiku'],
  ['gemini', 'gemini-pro'],
  ['deepseek-chat', 'deepseek'],
  ['Claude-Opus', 'claude-opus'],
])('knows %s, as the Rust llmsim does, for %s', (earlier, name) => {
  expect(profileName.read(earlier, ignore)).toBe(name);
});

it.each(['ttft=200;tbt=20', 'ttft=200', 'TTFT=200'])('takes %s as the header of a request does', (text) => {
  expect(profileName.read(text, ignore)).toBe(text.toLowerCase());
});

it.each(['ttft=soon', 'ttfb=200', 'ttft=200;20'])('refuses %s', (text) => {
  const mistakes: string[] = [];
  expect(profileName.read(text, (_path, what) => mistakes.push(what))).toBeUndefined();
  expect(mistakes[0]).toContain('ttft=200;tbt=20 in milliseconds');
});

it('suggests the profile that was meant', () => {
  const mistakes: string[] = [];
  expect(profileName.readText?.('instnat', (_path, what) => mistakes.push(what))).toBeUndefined();
  expect(mistakes[0]).toContain('Did you mean instant?');
});

describe('latency of models', () => {
  it('takes the keys of latency for each model', () => {
    const value = {
      'gpt-5*': { profile: 'fast', tbt_mean_ms: 3 },
      o3: { ttft: { distribution: 'uniform', min: 1, max: 2 } },
    };
    expect(latencyOfModels.read(value, ignore)).toEqual(value);
  });

  it('refuses a time that is given twice', () => {
    const mistakes: string[] = [];
    const value = { o3: { ttft: 3, ttft_mean_ms: 3 } };
    expect(
      latencyOfModels.read(value, (path, what) => mistakes.push(`${path.join('/')} ${what}`)),
    ).toBeUndefined();
    expect(mistakes).toEqual([
      'o3/ttft_mean_ms ttft is given, too, and says the same; leave one of them out.',
    ]);
  });
});
