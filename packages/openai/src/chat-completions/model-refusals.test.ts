import { createModelCatalog } from '@llmsim/core';
import { failureOf, parseChat, storeOf } from '../../fixtures/exchanges.js';
import { modelOf } from '../../fixtures/models.js';
import { createOpenAiProvider } from '../provider.js';
import { hasOpenAiRules } from './model-refusals.js';

describe('hasOpenAiRules', () => {
  it('holds for the models of OpenAI only', () => {
    expect(hasOpenAiRules(modelOf({ ownedBy: 'openai' }))).toBe(true);
    expect(hasOpenAiRules(modelOf({ ownedBy: 'google' }))).toBe(false);
  });
});

const unsupported = (name: string) => `Unsupported parameter: '${name}' is not supported with this model.`;

describe('a reasoning model', () => {
  it.each([
    ['max_tokens', 5, `${unsupported('max_tokens')} Use 'max_completion_tokens' instead.`],
    ['logit_bias', { '5': 1 }, unsupported('logit_bias')],
    ['prediction', { type: 'content', content: 'x' }, unsupported('prediction')],
    ['stop', 'END', unsupported('stop')],
    ['top_p', 0.5, unsupported('top_p')],
    ['presence_penalty', 0.5, unsupported('presence_penalty')],
    ['frequency_penalty', 0.5, unsupported('frequency_penalty')],
    ['logprobs', true, unsupported('logprobs')],
  ])('refuses %s', (name, value, message) => {
    expect(failureOf(() => parseChat({ model: 'gpt-5', [name]: value }))).toEqual({
      status: 400,
      error: { message, type: 'invalid_request_error', param: name, code: 'unsupported_parameter' },
    });
  });

  it('refuses any temperature but its own', () => {
    expect(failureOf(() => parseChat({ model: 'gpt-5', temperature: 0.5 })).error).toEqual({
      message:
        "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.",
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'unsupported_value',
    });
  });

  it('refuses max_tokens by that name even if the number is too large', () => {
    const { error } = failureOf(() => parseChat({ model: 'gpt-5', max_tokens: 10_000_000 }));
    expect(error.code).toBe('unsupported_parameter');
  });

  it('takes all of it where legacy parameters are accepted, and keeps to its own limits', () => {
    const gpt5 = modelOf({ id: 'gpt-5', reasoningEfforts: ['low'], defaultReasoningEffort: 'low' });
    const catalog = createModelCatalog({ added: [gpt5], legacyParameters: 'accept' });
    const provider = createOpenAiProvider({ catalog, store: storeOf() });
    const body = {
      ...{ max_tokens: 5, stop: 'END', top_p: 0.5, temperature: 0.5, logprobs: true, presence_penalty: 1 },
      ...{ frequency_penalty: 1, logit_bias: { '5': 1 }, prediction: { type: 'content', content: 'x' } },
    };
    expect(parseChat({ model: 'gpt-5', ...body }, provider).request.maxOutputTokens).toBe(5);
    const { error } = failureOf(() => parseChat({ model: 'gpt-5', max_tokens: 10_000_000 }, provider));
    expect(error.message).toContain('max_tokens is too large: 10000000');
  });

  it('accepts what changes nothing', () => {
    const body = { temperature: 1, top_p: 1, presence_penalty: 0, frequency_penalty: 0, logprobs: false };
    expect(() => parseChat({ model: 'gpt-5', ...body })).not.toThrow();
  });

  it('accepts the parameters of sampling when it is not to reason', () => {
    const body = {
      temperature: 0,
      top_p: 0.5,
      presence_penalty: 1,
      logprobs: true,
      top_logprobs: 2,
      stop: 'x',
    };
    expect(() => parseChat({ model: 'gpt-5.1', ...body })).not.toThrow();
    expect(() => parseChat({ model: 'gpt-5.1', reasoning_effort: 'none', ...body })).not.toThrow();
    expect(
      failureOf(() => parseChat({ model: 'gpt-5.1', reasoning_effort: 'low', ...body })).error.param,
    ).toBe('stop');
    expect(failureOf(() => parseChat({ model: 'gpt-5.1', max_tokens: 5 })).error.param).toBe('max_tokens');
  });

  it('of another maker refuses none of this', () => {
    const body = { temperature: 0, max_tokens: 5, stop: 'x', reasoning_effort: 'high' };
    expect(() => parseChat({ model: 'claude-sonnet-4-5', ...body })).not.toThrow();
  });
});

describe('a model that cannot see', () => {
  const picture = { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } };
  const messages = [
    { role: 'system', content: 'Look.' },
    { role: 'user', content: [{ type: 'text', text: 'What is this?' }, picture] },
  ];

  it('refuses pictures', () => {
    expect(failureOf(() => parseChat({ model: 'gpt-4', messages })).error).toEqual({
      message: 'Invalid content type. image_url is only supported by certain models.',
      type: 'invalid_request_error',
      param: 'messages.[1].content.[1].type',
      code: null,
    });
  });

  it('is not what an unknown model is taken for', () => {
    expect(() => parseChat({ model: 'somebody-elses', messages })).not.toThrow();
  });
});
