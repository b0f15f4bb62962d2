import { latencyProfile } from './presets.js';
import { profileForModel } from './profile-for-model.js';

describe('profileForModel', () => {
  it.each([
    ['gpt-4', 'gpt-4'],
    ['gpt-4-0613', 'gpt-4'],
    ['gpt-4-turbo', 'gpt-4'],
    ['gpt-4.5-preview', 'gpt-4'],
    ['gpt-4o', 'gpt-4o'],
    ['gpt-4o-mini', 'gpt-4o'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['chatgpt-4o-latest', 'gpt-4o'],
    ['gpt-4.1', 'gpt-4o'],
    ['gpt-4.1-mini', 'gpt-4o'],
    ['gpt-4.1-nano', 'gpt-5-mini'],
    ['gpt-5', 'gpt-5'],
    ['gpt-5-chat-latest', 'gpt-5'],
    ['gpt-5-codex', 'gpt-5'],
    ['gpt-5.1-codex', 'gpt-5'],
    ['gpt-5.2', 'gpt-5'],
    ['gpt-5-mini', 'gpt-5-mini'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['gpt-5-nano', 'gpt-5-mini'],
    ['gpt-5.1-codex-mini', 'gpt-5-mini'],
    ['gpt-5-pro', 'o-series'],
    ['gpt-5.2-pro', 'o-series'],
    ['o1', 'o-series'],
    ['o1-preview', 'o-series'],
    ['o3-mini', 'o-series'],
    ['o3-pro', 'o-series'],
    ['o4-mini-deep-research', 'o-series'],
    ['gpt-3.5-turbo', 'gpt-5-mini'],
    ['gpt-oss-120b', 'gpt-5-mini'],
    ['codex-mini-latest', 'gpt-5-mini'],
    ['claude-opus-4-1', 'claude-opus'],
    ['claude-3-opus-20240229', 'claude-opus'],
    ['claude-sonnet-4-5', 'claude-sonnet'],
    ['claude-3-7-sonnet-latest', 'claude-sonnet'],
    ['claude-haiku-4-5', 'claude-haiku'],
    ['claude-instant-1.2', 'claude-haiku'],
    ['claude-2.1', 'claude-sonnet'],
    ['gemini-2.5-pro', 'gemini-pro'],
    ['gemini-2.5-flash', 'gemini-flash'],
    ['gemini-2.0-flash-lite', 'gemini-flash'],
    ['deepseek-chat', 'deepseek'],
    ['deepseek-reasoner', 'deepseek-reasoner'],
    ['deepseek-r1-distill-llama-70b', 'deepseek-reasoner'],
  ])('gives %s the speed of %s', (model, name) => {
    expect(profileForModel(model)).toBe(latencyProfile(name));
  });

  it.each(['llama-3.3-70b', 'my-model', '', 'openai', 'not-gpt-5', '__proto__'])(
    'gives the unknown model %j the speed of gpt-4o',
    (model) => {
      expect(profileForModel(model)).toBe(latencyProfile('gpt-4o'));
    },
  );

  it.each([
    ['openai/gpt-5', 'gpt-5'],
    ['openrouter/anthropic/claude-opus-4', 'claude-opus'],
    ['deepseek-ai/DeepSeek-R1', 'deepseek-reasoner'],
    ['GPT-5-Mini', 'gpt-5-mini'],
    ['ft:gpt-4-0613:acme::x1', 'gpt-4'],
  ])('sees through the decoration of %s', (model, name) => {
    expect(profileForModel(model)).toBe(latencyProfile(name));
  });

  it('answers for a name of a megabyte as for any other', () => {
    expect(profileForModel('claude'.padEnd(1_000_000, '-'))).toBe(latencyProfile('claude-sonnet'));
  });
});
