import { latencyProfileNames } from '@llmsim/core';
import type { Runtime } from '../runtime.js';
import { showProfiles } from './profiles.js';

function show(name: string | undefined, asJson = false): string {
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) };
  expect(showProfiles(name, asJson, { stdout } as unknown as Runtime)).toBe(0);
  return written.join('');
}

it('lists every profile with the times that it gives and where they are from', () => {
  const lines = show(undefined).split('\n');
  for (const name of latencyProfileNames)
    expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
  expect(lines.find((line) => line.startsWith('anthropic/claude-sonnet-4.6'))).toMatch(
    /^anthropic\/claude-sonnet-4\.6 +9\d\d +\d+ +\d+ +48\.5 +6\.\d+ +90 +measured +measured +2026-11 +288 +none \(figures cited\)$/,
  );
  expect(lines.find((line) => line.startsWith('claude-sonnet '))).toContain('assumed');
  expect(lines.find((line) => line.startsWith('instant'))).toMatch(/^instant +0 +0 +0 +- /);
});

it('shows one with its percentiles and the source of each figure', () => {
  const text = show('openai/gpt-4o');
  expect(text).toContain('time to first token  p50 37');
  expect(text).toContain('published: p50 639, p95 1144, p99 4517 ms');
  expect(text).toContain('84.4 tokens a second');
  expect(text).toContain('115 samples');
  expect(text).toContain('licence MIT');
  expect(text).toMatch(/prefill: assumed: /);
});

it.each([
  [
    'gpt-5.1',
    'auto gives the model gpt-5.1 the profile openai/gpt-5, the nearest one of its family that was measured.',
  ],
  ['gpt-4.1', 'auto gives the model gpt-4.1 the profile openai/gpt-4.1, which was measured with it.'],
  [
    'grok-4',
    'auto gives the model grok-4 the profile assumed/grok, which is assumed: nobody measured its family.',
  ],
  ['gpt-5', 'auto gives the model gpt-5 another profile: openai/gpt-5.'],
])('says of the model %s what auto gives it', (model, words) => {
  expect(show(model)).toContain(words);
});

it('shows times as they are written', () => {
  expect(show('ttft=200;tbt=20')).toContain('p50 200, p90 200, p95 200, p99 200 ms');
});

it('is JSON for those who ask for it', () => {
  expect(JSON.parse(show('deepseek-chat', true))).toMatchObject({
    name: 'deepseek/deepseek-v3',
    fit: 'measured',
  });
  expect(JSON.parse(show(undefined, true))).toHaveLength(latencyProfileNames.length);
});
