import { createModelCatalog } from '@llmsim/core';
import { errorOf, optionsOf, parseResponse } from '../../../openresponses/fixtures/exchanges.js';
import { failureOf, parseChat, storeOf } from '../../fixtures/exchanges.js';
import { createOpenAiProvider } from '../provider.js';
import { createResponsesDialect } from '../responses/dialect.js';
import { responsesEndpoints } from '../responses/responses-endpoints.js';

// Both APIs with the real table of models: what a model takes is said once and holds for each.
const catalog = createModelCatalog();
const provider = createOpenAiProvider({ catalog, store: storeOf() });
const endpoints = responsesEndpoints({ ...optionsOf({ catalog }), organization: 'org-test' });
const dialect = createResponsesDialect('org-test');

const chat = (body: object) => failureOf(() => parseChat(body, provider), provider);
const responses = (body: object) => errorOf(() => parseResponse(endpoints, body), dialect);

const tool = { type: 'function', function: { name: 'f' } };
const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
const format = { type: 'json_schema', name: 'x', schema, strict: true };
const responseFormat = { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } };
const unsupported = (name: string) => `Unsupported parameter: '${name}' is not supported with this model.`;
const toolsRefused = (model: string) =>
  `Function tools with reasoning_effort are not supported for ${model} in /v1/chat/completions.`;

describe('Chat Completions', () => {
  it.each([
    'gpt-5-codex',
    'gpt-5.3-codex',
    'gpt-5-pro',
    'gpt-5.5-pro-2026-04-23',
    'o1-pro',
    'o3-deep-research',
  ])('has no %s', (model) => {
    expect(chat({ model })).toEqual({
      status: 404,
      error: {
        message: 'This model is only supported in v1/responses and not in v1/chat/completions.',
        type: 'invalid_request_error',
        param: 'model',
        code: null,
      },
    });
  });

  it.each([
    [
      'gpt-5.4',
      { reasoning_effort: 'medium' },
      `${toolsRefused('gpt-5.4')} Please use /v1/responses instead.`,
    ],
    ['gpt-5.5', {}, `${toolsRefused('gpt-5.5')} Please use /v1/responses instead.`],
    [
      'gpt-5.6-terra',
      {},
      `${toolsRefused('gpt-5.6-terra')} To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
    ],
    [
      'gpt-6-sol',
      { reasoning_effort: 'low' },
      `${toolsRefused('gpt-6-sol')} To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
    ],
    ['gpt-6-astra', {}, `${toolsRefused('gpt-6-astra')} Please use /v1/responses instead.`],
  ])('takes no functions while %s reasons, asked with %j', (model, body, message) => {
    expect(chat({ model, tools: [tool], ...body })).toEqual({
      status: 400,
      error: { message, type: 'invalid_request_error', param: 'reasoning_effort', code: null },
    });
  });

  it.each([
    ['gpt-5.4', {}],
    ['gpt-5.6', { reasoning_effort: 'none' }],
    ['gpt-5', { reasoning_effort: 'high' }],
  ])('takes functions for %s with %j', (model, body) => {
    expect(() => parseChat({ model, tools: [tool], ...body }, provider)).not.toThrow();
  });

  it.each([
    [
      'o4-mini',
      { tools: [tool], parallel_tool_calls: true },
      unsupported('parallel_tool_calls'),
      'parallel_tool_calls',
      'unsupported_parameter',
    ],
    [
      'o3',
      { tools: [tool], parallel_tool_calls: false },
      unsupported('parallel_tool_calls'),
      'parallel_tool_calls',
      'unsupported_parameter',
    ],
    [
      'gpt-4o',
      { verbosity: 'low' },
      "Unsupported value: 'verbosity' does not support 'low' with this model. Supported values are: 'medium'.",
      'verbosity',
      'unsupported_value',
    ],
    [
      'gpt-3.5-turbo',
      { response_format: responseFormat },
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
      null,
      null,
    ],
    [
      'gpt-4',
      { response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'json' }] },
      "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
      'response_format',
      null,
    ],
    [
      'gpt-6-sol',
      { reasoning_effort: 'none', top_p: 0.5 },
      unsupported('top_p'),
      'top_p',
      'unsupported_parameter',
    ],
    [
      'gpt-4.1',
      { reasoning_effort: 'none' },
      'Unrecognized request argument supplied: reasoning_effort',
      null,
      null,
    ],
  ])('refuses for %s %j', (model, body, message, param, code) => {
    expect(chat({ model, ...body })).toEqual({
      status: 400,
      error: { message, type: 'invalid_request_error', param, code },
    });
  });

  it.each([
    ['gpt-4o', { verbosity: 'medium' }],
    ['gpt-5', { verbosity: 'low', response_format: responseFormat }],
    ['gpt-4o', { tools: [tool], parallel_tool_calls: false }],
    [
      'gpt-4-turbo',
      { response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'json' }] },
    ],
  ])('takes for %s %j', (model, body) => {
    expect(() => parseChat({ model, ...body }, provider)).not.toThrow();
  });
});

describe('Responses', () => {
  const minimal = { reasoning: { effort: 'minimal' } };

  it.each([
    [
      'gpt-5.1-chat-latest',
      { reasoning: { effort: 'high' } },
      "Unsupported value: 'high' is not supported with the 'gpt-5.1-chat-latest' model. Supported values are: 'medium'.",
      'reasoning.effort',
      'unsupported_value',
    ],
    [
      'gpt-5-chat-latest',
      { reasoning: { effort: 'low' } },
      unsupported('reasoning.effort'),
      'reasoning.effort',
      'unsupported_parameter',
    ],
    [
      'gpt-4.1',
      { reasoning: { effort: 'none' } },
      unsupported('reasoning.effort'),
      'reasoning.effort',
      'unsupported_parameter',
    ],
    [
      'gpt-5.2-codex',
      { text: { verbosity: 'low' } },
      "Unsupported value: 'low' is not supported with the 'gpt-5.2-codex' model. Supported values are: 'medium'.",
      'text.verbosity',
      'unsupported_value',
    ],
    [
      'gpt-4',
      { text: { format } },
      "Invalid parameter: 'text.format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
      'text.format',
      null,
    ],
    [
      'gpt-5',
      { ...minimal, tools: [{ type: 'web_search' }] },
      "The following tools cannot be used with reasoning.effort 'minimal': web_search.",
      'tools',
      null,
    ],
    [
      'gpt-6-astra',
      { reasoning: { effort: 'none' } },
      "Unsupported value: 'none' is not supported with the 'gpt-6-astra' model. Supported values are: 'low', 'medium', 'high', 'xhigh', and 'max'.",
      'reasoning.effort',
      'unsupported_value',
    ],
    [
      'gpt-6-luna',
      { reasoning: { effort: 'none' }, temperature: 0.2 },
      unsupported('temperature'),
      'temperature',
      null,
    ],
  ])('refuses for %s %j', async (model, body, message, param, code) => {
    expect(await responses({ model, ...body })).toEqual({
      status: 400,
      type: 'invalid_request_error',
      message,
      param,
      code,
    });
  });

  it.each([
    ['gpt-5-codex', {}],
    ['gpt-5.6', { tools: [{ type: 'function', name: 'f' }], reasoning: { effort: 'max' } }],
    ['o4-mini', { tools: [{ type: 'function', name: 'f' }], parallel_tool_calls: false }],
    ['gpt-5', { ...minimal, tools: [{ type: 'function', name: 'f' }] }],
  ])('takes for %s %j', async (model, body) => {
    await expect(parseResponse(endpoints, { model, ...body })).resolves.toBeDefined();
  });
});

describe('pictures for a model that cannot see', () => {
  const url = 'https://example.com/a.png';
  const message = 'Invalid content type. image_url is only supported by certain models.';

  it.each(['gpt-4', 'gpt-3.5-turbo', 'o3-mini'])('are refused for %s on both APIs', async (model) => {
    const chatBody = { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] };
    expect(chat({ model, ...chatBody }).error.message).toBe(message);
    const input = [{ role: 'user', content: [{ type: 'input_image', image_url: url }] }];
    expect(await responses({ model, input })).toMatchObject({ status: 400, message, param: 'input[0]' });
  });
});
