import { createModelCatalog } from '../models/model-catalog.js';
import { latencyProfile } from './latency-profiles.js';
import { chooseProfile, profileForModel } from './profile-for-model.js';

describe('chooseProfile', () => {
  it.each([
    ['gpt-4', 'openai/gpt-4o', 'nearest'],
    ['gpt-4-0613', 'openai/gpt-4o', 'nearest'],
    ['gpt-4.5-preview', 'openai/gpt-4o', 'nearest'],
    ['gpt-4o', 'openai/gpt-4o', 'measured'],
    ['gpt-4o-2024-08-06', 'openai/gpt-4o', 'measured'],
    ['gpt-4o-audio-preview', 'openai/gpt-4o', 'nearest'],
    ['chatgpt-4o-latest', 'openai/gpt-4o', 'nearest'],
    ['gpt-4o-mini', 'openai/gpt-4o-mini', 'measured'],
    ['gpt-4o-mini-2024-07-18', 'openai/gpt-4o-mini', 'measured'],
    ['gpt-4.1', 'openai/gpt-4.1', 'measured'],
    ['gpt-4.1-mini', 'openai/gpt-4.1-mini', 'measured'],
    ['gpt-4.1-nano', 'openai/gpt-4.1-mini', 'nearest'],
    ['gpt-3.5-turbo', 'openai/gpt-4o-mini', 'nearest'],
    ['gpt-5', 'openai/gpt-5', 'measured'],
    ['gpt-5-2025-08-07', 'openai/gpt-5', 'measured'],
    ['gpt-5-chat-latest', 'openai/gpt-5', 'nearest'],
    ['gpt-5.1', 'openai/gpt-5', 'nearest'],
    ['gpt-5.1-codex', 'openai/gpt-5', 'nearest'],
    ['gpt-5-pro', 'openai/gpt-5', 'nearest'],
    ['gpt-5-mini', 'openai/gpt-5-mini', 'measured'],
    ['gpt-5-nano', 'openai/gpt-5-mini', 'nearest'],
    ['gpt-5.1-codex-mini', 'openai/gpt-5-mini', 'nearest'],
    ['gpt-5.2', 'openai/gpt-5.4', 'nearest'],
    ['gpt-5.4', 'openai/gpt-5.4', 'measured'],
    ['gpt-5.4-mini', 'openai/gpt-5.4-mini', 'measured'],
    ['gpt-5.4-nano', 'openai/gpt-5.4-mini', 'nearest'],
    ['gpt-5.3-codex-spark', 'openai/gpt-5.4-mini', 'nearest'],
    ['gpt-5.5', 'openai/gpt-5.5', 'measured'],
    ['gpt-5.6-sol', 'openai/gpt-5.5', 'nearest'],
    ['o3-mini', 'openai/o3-mini', 'measured'],
    ['o1', 'openai/o3-mini', 'nearest'],
    ['o4-mini-deep-research', 'openai/o3-mini', 'nearest'],
    ['codex-mini-latest', 'openai/gpt-5-mini', 'nearest'],
    ['gpt-oss-120b', 'assumed/gpt-oss', 'assumed'],
    ['gpt-6', 'assumed/gpt-next', 'assumed'],
    ['gpt-10-mini', 'assumed/gpt-next', 'assumed'],
    ['claude-sonnet-4-5-20250929', 'bedrock/claude-sonnet-4.5', 'measured'],
    ['claude-sonnet-4.6', 'anthropic/claude-sonnet-4.6', 'measured'],
    ['claude-sonnet-5', 'anthropic/claude-sonnet-4.6', 'nearest'],
    ['claude-3-7-sonnet-latest', 'bedrock/claude-sonnet-4.5', 'nearest'],
    ['claude-haiku-4-5', 'anthropic/claude-haiku-4.5', 'measured'],
    ['claude-instant-1.2', 'anthropic/claude-haiku-4.5', 'nearest'],
    ['claude-opus-4-6', 'anthropic/claude-opus-4.6', 'measured'],
    ['claude-opus-4.8', 'anthropic/claude-opus-4.6', 'nearest'],
    ['claude-fable-5', 'anthropic/claude-opus-4.6', 'nearest'],
    ['gemini-2.5-flash', 'google/gemini-2.5-flash', 'measured'],
    ['gemini-2.5-flash-lite', 'google/gemini-2.5-flash-lite', 'measured'],
    ['gemini-2.5-pro', 'google/gemini-2.5-flash', 'nearest'],
    ['gemini-3.1-flash-lite', 'google/gemini-2.5-flash-lite', 'nearest'],
    ['deepseek-chat', 'deepseek/deepseek-v3', 'measured'],
    ['deepseek-reasoner', 'deepseek/deepseek-v3', 'nearest'],
    ['llama-3.3-70b', 'together/llama-2-70b', 'nearest'],
    ['grok-4', 'assumed/grok', 'assumed'],
    ['mistral-large', 'assumed/mistral', 'assumed'],
    ['qwen3-32b', 'assumed/qwen', 'assumed'],
    ['text-embedding-3-small', 'assumed/embedding', 'assumed'],
    ['my-model', 'assumed/any', 'assumed'],
    ['', 'assumed/any', 'assumed'],
    ['not-gpt-5', 'assumed/any', 'assumed'],
    ['__proto__', 'assumed/any', 'assumed'],
  ])('gives %s the speed of %s, which is %s', (model, name, fit) => {
    expect(chooseProfile(model)).toEqual({ profile: latencyProfile(name), fit });
  });

  it.each([
    ['openai/gpt-5', 'openai/gpt-5'],
    ['openrouter/anthropic/claude-opus-4', 'anthropic/claude-opus-4.6'],
    ['deepseek-ai/DeepSeek-V3', 'deepseek/deepseek-v3'],
    ['GPT-5-Mini', 'openai/gpt-5-mini'],
    ['ft:gpt-4o-mini:acme::x1', 'openai/gpt-4o-mini'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'bedrock/claude-sonnet-4.5'],
    ['amazon.nova-micro-v1:0', 'bedrock/nova-micro'],
  ])('sees through the decoration of %s', (model, name) => {
    expect(profileForModel(model)).toBe(latencyProfile(name));
  });

  it('gives every model of the catalogue a profile that was measured with it or with one of its family', () => {
    const guessed = createModelCatalog()
      .list()
      .map(({ id }) => id)
      .filter((id) => chooseProfile(id).fit === 'assumed');
    // Of these generations nobody has measured any.
    expect(guessed.filter((id) => !/^gpt-[6-9]/.test(id))).toEqual([]);
  });

  it('answers for a name of a megabyte as for any other', () => {
    expect(profileForModel('claude'.padEnd(1_000_000, '-'))).toBe(
      latencyProfile('bedrock/claude-sonnet-4.5'),
    );
  });
});
