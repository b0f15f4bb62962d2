import { encodingForModel } from './encoding-for-model.js';

describe('the encoding of a model', () => {
  it.each([
    'gpt-4o',
    'gpt-4o-2024-08-06',
    'gpt-4o-mini',
    'chatgpt-4o-latest',
    'gpt-4.1',
    'gpt-4.1-nano',
    'gpt-4.5-preview',
    'gpt-5',
    'gpt-5.1-codex-max',
    'o1',
    'o3-mini',
    'o4-mini-2025-04-16',
    'gpt-oss-120b',
    'ft:gpt-4o-mini-2024-07-18:acme::abc',
    'openai/gpt-4o',
  ])('is o200k_base for %s', (model) => {
    expect(encodingForModel(model)).toBe('o200k_base');
  });

  it.each([
    'gpt-4',
    'gpt-4-0613',
    'gpt-4-turbo-2024-04-09',
    'gpt-3.5-turbo',
    'gpt-35-turbo',
    'gpt-3.5-turbo-16k',
    'ft:gpt-3.5-turbo-0125:acme::abc',
    'openai/gpt-4',
    'azure/ft:gpt-4',
    'text-embedding-3-small',
  ])('is cl100k_base for %s', (model) => {
    expect(encodingForModel(model)).toBe('cl100k_base');
  });

  it.each([
    'claude-sonnet-4.5',
    'gemini-2.5-pro',
    'deepseek-chat',
    'my-model',
    '',
    '/',
    'toString',
    '__proto__',
  ])('is o200k_base for %j, of which nothing better is known', (model) => {
    expect(encodingForModel(model)).toBe('o200k_base');
  });
});
