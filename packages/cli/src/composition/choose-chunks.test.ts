import { latencyProfile } from '@llmsim/core';
import { draftSettings } from '../config/settings-draft.js';
import type { Settings } from '../config/settings-table.js';
import { chooseChunks } from './choose-chunks.js';

const defaults = draftSettings().finish().settings;
const chunksOf = (changes: Partial<Settings>, profile: string) =>
  chooseChunks({ ...defaults, ...changes })(latencyProfile(profile));

it('are by default those of the profile: one token with OpenAI, several with Claude', () => {
  expect(chunksOf({}, 'openai/gpt-4o')).toBeUndefined();
  expect(chunksOf({}, 'instant')).toBeUndefined();
  expect(chunksOf({}, 'anthropic/claude-haiku-4.5')?.text.mean).toBeCloseTo(6.24, 1);
});

it('are those of the recordings for those who want OpenAI exact', () => {
  const changes = { 'stream.tokens_per_chunk': 'recorded' } as const;
  expect(chunksOf(changes, 'openai/gpt-4o')?.text.mean).toBeCloseTo(1.3, 1);
  expect(chunksOf(changes, 'anthropic/claude-haiku-4.5')?.text.mean).toBeCloseTo(6.24, 1);
});

it.each([
  ['a number', 4, 4],
  ['a histogram', { distribution: 'histogram', counts: { 1: 1, 3: 1 } }, 2],
])('are by %s the same for every kind of token', (_name, asked, mean) => {
  const chunks = chunksOf({ 'stream.tokens_per_chunk': asked }, 'openai/gpt-4o');
  expect([chunks?.text.mean, chunks?.reasoning.mean, chunks?.toolArguments.mean]).toEqual([mean, mean, mean]);
});

it('are bursts with speculative decoding, which wins', () => {
  const changes = { 'stream.speculative': { accept: [0.85, 0.3] }, 'stream.tokens_per_chunk': 7 };
  expect(chunksOf(changes, 'openai/gpt-4o')?.text.mean).toBeCloseTo(2.105, 3);
});
