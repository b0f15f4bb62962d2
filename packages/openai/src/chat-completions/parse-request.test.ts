import fc from 'fast-check';
import { gptCacheRule } from '@llmsim/openresponses';
import { isRequestError } from '@llmsim/core';
import type { Exchange } from '@llmsim/core';
import { failureOf, helloMessages, parseChat, providerOf } from '../../fixtures/exchanges.js';
import { knownParameters } from './known-parameters.js';

const requestOf = (body: object): Exchange['request'] => parseChat(body).request;
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } };

describe('parseRequest', () => {
  it('reads a plain request', () => {
    expect(requestOf({})).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hello.' }] }],
      tools: [],
      toolChoice: { mode: 'none' },
      parallelToolCalls: true,
      outputFormat: { type: 'text' },
      stop: [],
      choices: 1,
      promptFraming: expect.objectContaining({ priming: 3 }) as unknown,
      cacheRule: gptCacheRule,
      replyBytesPerToken: 0,
    });
  });

  it('hands on every parameter that says something of the reply', () => {
    const request = requestOf({
      model: 'claude-sonnet-4-5',
      max_completion_tokens: 7,
      n: 3,
      stop: ['END', 'STOP'],
      reasoning_effort: 'low',
      verbosity: 'high',
      seed: 42,
      prediction: {
        type: 'content',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      prompt_cache_key: 'tenant-1',
    });
    expect(request).toMatchObject({
      maxOutputTokens: 7,
      choices: 3,
      stop: ['END', 'STOP'],
      reasoningEffort: 'low',
      verbosity: 'high',
      seed: 42,
      prediction: 'ab',
      promptCacheKey: 'tenant-1',
    });
  });

  it('primes the prompt of a reasoning model with one token less', () => {
    expect(requestOf({ model: 'gpt-5' }).promptFraming.priming).toBe(2);
  });

  it.each([
    ['one stop sequence', { stop: 'END' }, ['END']],
    ['no stop sequence', { stop: null }, []],
    ['stop sequences that would match everywhere', { stop: ['', 'END'] }, ['END']],
  ])('reads %s', (_name, body, stop) => {
    expect(requestOf(body).stop).toEqual(stop);
  });

  it.each([
    ['max_tokens by its old name', { max_tokens: 5 }],
    ['max_completion_tokens', { max_completion_tokens: 5 }],
  ])('reads %s', (_name, body) => {
    expect(requestOf(body).maxOutputTokens).toBe(5);
  });

  it('streams only if that is asked for', () => {
    expect(parseChat({}).streaming).toBe(false);
    expect(parseChat({ stream: null }).streaming).toBe(false);
    expect(parseChat({ stream: true }).streaming).toBe(true);
  });

  it('accepts what has no effect', () => {
    expect(() =>
      parseChat({
        temperature: 2,
        top_p: 0,
        presence_penalty: -2,
        frequency_penalty: 2,
        logit_bias: { '50256': -100 },
        user: 'somebody',
        safety_identifier: 'hash',
        prompt_cache_retention: '24h',
        prompt_cache_options: { ttl: '30m' },
        service_tier: 'flex',
        modalities: ['text'],
        moderation: { model: 'omni-moderation-latest' },
        metadata: { a: 'b' },
        store: false,
      }),
    ).not.toThrow();
  });

  it('accepts null where a parameter may be left out', () => {
    const nullable = [
      'frequency_penalty',
      'logit_bias',
      'logprobs',
      'top_logprobs',
      'max_tokens',
      'n',
      'seed',
    ];
    const more = ['max_completion_tokens', 'metadata', 'prediction', 'presence_penalty', 'reasoning_effort'];
    const rest = [
      'service_tier',
      'stop',
      'store',
      'stream',
      'stream_options',
      'temperature',
      'top_p',
      'user',
    ];
    const last = ['verbosity', 'modalities', 'audio', 'moderation', 'web_search_options', 'prompt_cache_key'];
    const body = Object.fromEntries([...nullable, ...more, ...rest, ...last].map((key) => [key, null]));
    expect(() => parseChat(body)).not.toThrow();
  });

  it('accepts unknown models and parameters unless it is strict', () => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    expect(() => parseChat({ model: 'gpt-99', top_k: 4 })).not.toThrow();
    const strict = providerOf({ strict: true });
    expect(failureOf(() => parseChat({ model: 'gpt-99' }, strict))).toEqual({
      status: 404,
      error: {
        message: 'The model `gpt-99` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    });
    expect(failureOf(() => parseChat({ top_k: 4 }, strict)).error).toEqual({
      message: 'Unrecognized request argument supplied: top_k',
      type: 'invalid_request_error',
      param: null,
      code: null,
    });
    // What the service sends comes back as it was.
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, refusal: null, annotations: [], tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', name: 'f', content: '7' },
    ];
    expect(() => parseChat({ messages }, strict)).not.toThrow();
    expect(() => parseChat({ temperature: 1 }, strict)).not.toThrow();
  });

  it.each([
    ['a body that is null', null],
    ['a body that is a list', []],
    ['a body that is a text', 'hello'],
  ])('takes %s for no JSON object', (_name, body) => {
    const provider = providerOf();
    const [endpoint] = provider.endpoints;
    const parse = () => (endpoint?.type === 'generation' ? endpoint.parse(body, {} as never) : undefined);
    expect(failureOf(parse).error.message).toContain('We could not parse the JSON body of your request.');
  });

  const refused: [string, object, string, string | null, string | null][] = [
    ['no model', { model: undefined }, 'you must provide a model parameter', null, null],
    ['an empty model', { model: '' }, 'you must provide a model parameter', null, null],
    [
      'a model that is no text',
      { model: 7 },
      "Invalid type for 'model': expected a string, but got an integer instead.",
      'model',
      'invalid_type',
    ],
    [
      'no messages',
      { messages: undefined },
      "Missing required parameter: 'messages'.",
      'messages',
      'missing_required_parameter',
    ],
    [
      'a text for n',
      { n: '2' },
      "Invalid type for 'n': expected an integer, but got a string instead.",
      'n',
      'invalid_type',
    ],
    [
      'n below 1',
      { n: 0 },
      "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
      'n',
      'integer_below_min_value',
    ],
    [
      'n above 128',
      { n: 129 },
      "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead.",
      'n',
      'integer_above_max_value',
    ],
    [
      'a fraction for seed',
      { seed: 1.5 },
      "Invalid type for 'seed': expected an integer, but got a decimal number instead.",
      'seed',
      'invalid_type',
    ],
    [
      'a text for temperature',
      { temperature: 'hot' },
      "Invalid type for 'temperature': expected a decimal, but got a string instead.",
      'temperature',
      'invalid_type',
    ],
    [
      'a temperature below 0',
      { temperature: -1 },
      "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -1 instead.",
      'temperature',
      'decimal_below_min_value',
    ],
    [
      'a temperature above 2',
      { temperature: 2.5 },
      "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
      'temperature',
      'decimal_above_max_value',
    ],
    [
      'top_p above 1',
      { top_p: 1.1 },
      "Invalid 'top_p': decimal above maximum value. Expected a value <= 1, but got 1.1 instead.",
      'top_p',
      'decimal_above_max_value',
    ],
    [
      'a penalty below -2',
      { presence_penalty: -3 },
      "Invalid 'presence_penalty': decimal below minimum value. Expected a value >= -2, but got -3 instead.",
      'presence_penalty',
      'decimal_below_min_value',
    ],
    [
      'a penalty above 2',
      { frequency_penalty: 3 },
      "Invalid 'frequency_penalty': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
      'frequency_penalty',
      'decimal_above_max_value',
    ],
    [
      'a limit below 1',
      { max_completion_tokens: 0 },
      "Invalid 'max_completion_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.",
      'max_completion_tokens',
      'integer_below_min_value',
    ],
    [
      'a limit above the model’s',
      { max_tokens: 16_385 },
      'max_tokens is too large: 16385. This model supports at most 16384 completion tokens, whereas you provided 16385.',
      'max_tokens',
      'invalid_value',
    ],
    [
      'both limits',
      { max_tokens: 5, max_completion_tokens: 5 },
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'max_tokens',
      'invalid_parameter_combination',
    ],
    [
      'five stop sequences',
      { stop: ['a', 'b', 'c', 'd', 'e'] },
      "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
      'stop',
      'array_above_max_length',
    ],
    [
      'a number for stop',
      { stop: 4 },
      "Invalid type for 'stop': expected one of a string or array of strings, but got an integer instead.",
      'stop',
      'invalid_type',
    ],
    [
      'a number among the stop sequences',
      { stop: ['a', 4] },
      "Invalid type for 'stop[1]': expected a string, but got an integer instead.",
      'stop[1]',
      'invalid_type',
    ],
    [
      'stream_options without stream',
      { stream_options: { include_usage: true } },
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options',
      null,
    ],
    [
      'a text for include_usage',
      { stream: true, stream_options: { include_usage: 'yes' } },
      "Invalid type for 'stream_options.include_usage': expected a boolean, but got a string instead.",
      'stream_options.include_usage',
      'invalid_type',
    ],
    [
      'top_logprobs without logprobs',
      { top_logprobs: 1 },
      "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
      'top_logprobs',
      null,
    ],
    [
      'top_logprobs above 20',
      { logprobs: true, top_logprobs: 21 },
      "Invalid 'top_logprobs': integer above maximum value. Expected a value <= 20, but got 21 instead.",
      'top_logprobs',
      'integer_above_max_value',
    ],
    [
      'an unknown service tier',
      { service_tier: 'x' },
      "Invalid value: 'x'. Supported values are: 'auto', 'default', 'fast', 'flex', 'priority', and 'scale'.",
      'service_tier',
      'invalid_value',
    ],
    [
      'an unknown verbosity',
      { verbosity: 'x' },
      "Invalid value: 'x'. Supported values are: 'low', 'medium', and 'high'.",
      'verbosity',
      'invalid_value',
    ],
    [
      'an object for prompt_cache_retention',
      { prompt_cache_retention: {} },
      "Invalid type for 'prompt_cache_retention': expected one of 'in_memory' or '24h', but got an object instead.",
      'prompt_cache_retention',
      'invalid_type',
    ],
    [
      'a long safety_identifier',
      { safety_identifier: 'x'.repeat(65) },
      "Invalid 'safety_identifier': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
      'safety_identifier',
      'string_above_max_length',
    ],
    [
      'a moderation without model',
      { moderation: {} },
      "Missing required parameter: 'moderation.model'.",
      'moderation.model',
      'missing_required_parameter',
    ],
    [
      'an unknown kind of prediction',
      { prediction: { type: 'x' } },
      "Invalid value: 'x'. Supported values are: 'content'.",
      'prediction.type',
      'invalid_value',
    ],
    [
      'a prediction without content',
      { prediction: { type: 'content' } },
      "Invalid type for 'prediction.content': expected one of a string or array of objects, but got null instead.",
      'prediction.content',
      'invalid_type',
    ],
    [
      'a bias beyond 100',
      { logit_bias: { '7': 101 } },
      "Invalid value for 'logit_bias': values must be between -100 and 100, but got 101 for token 7.",
      'logit_bias',
      null,
    ],
    [
      'speech',
      { modalities: ['text', 'audio'] },
      "Invalid value: 'audio'. Supported values are: 'text'.",
      'modalities[1]',
      'invalid_value',
    ],
    [
      'a voice',
      { audio: { voice: 'alloy', format: 'wav' } },
      "Unsupported parameter: 'audio' is not supported with this model.",
      'audio',
      'unsupported_parameter',
    ],
    [
      'web search',
      { web_search_options: {} },
      'Web search options not supported with this model.',
      'web_search_options',
      null,
    ],
    [
      'an effort of a model that does not reason',
      { reasoning_effort: 'low' },
      'Unrecognized request argument supplied: reasoning_effort',
      null,
      null,
    ],
    [
      'an effort that the model does not know',
      { model: 'gpt-5', reasoning_effort: 'none' },
      "Unsupported value: 'reasoning_effort' does not support 'none' with this model. Supported values are: 'minimal', 'low', 'medium', and 'high'.",
      'reasoning_effort',
      'unsupported_value',
    ],
    [
      'JSON without the word',
      { response_format: { type: 'json_object' } },
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
      null,
    ],
  ];
  it.each(refused)('refuses %s', (_name, body, message, param, code) => {
    expect(failureOf(() => parseChat(body))).toEqual({
      status: 400,
      error: { message, type: 'invalid_request_error', param, code },
    });
  });

  const ordered: [string, object, string][] = [
    [
      'an unknown parameter before a wrong type',
      { unheard_of: 1, n: 'x' },
      'Unrecognized request argument supplied: unheard_of',
    ],
    [
      'messages before functions',
      { functions: 'x', messages: 'x' },
      "Invalid type for 'messages': expected an array of objects, but got a string instead.",
    ],
    [
      'functions before function_call',
      { function_call: {}, functions: 'x' },
      "Invalid type for 'functions': expected an array of function definitions, but got a string instead.",
    ],
    [
      'tools before n',
      { n: 0, tools: 'x' },
      "Invalid type for 'tools': expected an array of objects, but got a string instead.",
    ],
    [
      'n before temperature',
      { temperature: 'x', n: 0 },
      "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    ],
    [
      'temperature before top_p',
      { top_p: 'x', temperature: 'x' },
      "Invalid type for 'temperature': expected a decimal, but got a string instead.",
    ],
    [
      'logprobs before user',
      { user: 1, logprobs: 'x' },
      "Invalid type for 'logprobs': expected a boolean, but got a string instead.",
    ],
    [
      'seed before service_tier',
      { service_tier: 'x', seed: 'x' },
      "Invalid type for 'seed': expected an integer, but got a string instead.",
    ],
    [
      'stream before store',
      { store: 'x', stream: 'x' },
      "Invalid type for 'stream': expected a boolean, but got a string instead.",
    ],
    [
      'store before metadata',
      { metadata: 'x', store: 'x' },
      "Invalid type for 'store': expected a boolean, but got a string instead.",
    ],
    [
      'metadata before verbosity',
      { verbosity: 'x', metadata: 'x' },
      "Invalid type for 'metadata': expected a metadata object, but got a string instead.",
    ],
    [
      'verbosity before what the model refuses',
      { model: 'gpt-5', verbosity: 'x', logprobs: true },
      "Invalid value: 'x'. Supported values are: 'low', 'medium', and 'high'.",
    ],
  ];
  it.each(ordered)('finds %s', (_name, body, message) => {
    expect(failureOf(() => parseChat(body, providerOf({ strict: true }))).error.message).toBe(message);
  });

  it('lets the word json be anywhere in the conversation', () => {
    const messages = [{ role: 'system', content: 'Answer in JSON.' }, ...helloMessages];
    expect(requestOf({ messages, response_format: { type: 'json_object' } }).outputFormat).toEqual({
      type: 'json-object',
    });
  });

  it('lets search models search', () => {
    expect(() => parseChat({ model: 'gpt-4o-search-preview', web_search_options: {} })).not.toThrow();
  });

  it('refuses or accepts whatever comes, and never breaks', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>,
      fc.array(
        fc.record({ role: fc.constantFrom('user', 'assistant', 'tool', 'x'), content: fc.jsonValue() }),
      ),
      fc.array(fc.record({ type: fc.constantFrom('function', 'custom'), function: fc.jsonValue() })),
    );
    const provider = providerOf();
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...knownParameters), value),
        fc.boolean(),
        (body, complete) => {
          try {
            parseChat(complete ? { ...body, model: 'gpt-4o', messages: helloMessages } : body, provider);
          } catch (error) {
            expect(isRequestError(error)).toBe(true);
            const { status } = failureOf(() => {
              throw error;
            });
            expect(status).toBeGreaterThanOrEqual(400);
            expect(status).toBeLessThan(500);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('does not let the prototype of objects into what it reads', () => {
    const body = JSON.parse('{"__proto__": {"n": 5}, "constructor": {"prototype": {"n": 5}}}') as object;
    expect(requestOf(body).choices).toBe(1);
  });

  it('reads tools', () => {
    expect(requestOf({ tools: [tool], tool_choice: 'required', parallel_tool_calls: false })).toMatchObject({
      tools: [{ type: 'function', name: 'f', strict: false }],
      toolChoice: { mode: 'required' },
      parallelToolCalls: false,
    });
  });
});
