import type { ApiFailure } from '@llmsim/core';
import {
  contextOf,
  errorOf,
  eventsOf,
  optionsOf,
  parseResponse,
  socketOf,
} from '../../../openresponses/fixtures/exchanges.js';
import type { Json } from '../../../openresponses/fixtures/exchanges.js';
import {
  helloReply,
  reasoningPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../openresponses/fixtures/planned-reply.js';
import { createResponsesDialect, forResponses } from './dialect.js';
import { responsesEndpoints } from './responses-endpoints.js';

const dialect = createResponsesDialect('org-test');
const endpoints = responsesEndpoints({ ...optionsOf({ strict: true }), organization: 'org-test' });
const refuse = (body: object) => errorOf(() => parseResponse(endpoints, body), dialect);

describe('OpenAI’s dialect', () => {
  it('ends with the terminal event, without [DONE]', async () => {
    const exchange = await parseResponse(endpoints, { stream: true });
    const encoder = exchange.createEncoder(helloReply, { before: () => '', after: '', terminated: true });
    expect(encoder.close()).toEqual([]);
  });

  it('names the events of raw reasoning its own way, and gives reasoning no status', async () => {
    const reply = replyOf(turnOf('stop', reasoningPart(2, 'I', ' think'), textPart('Yes')));
    const events = await eventsOf(endpoints, { model: 'gpt-oss-120b' }, reply);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['response.reasoning_text.delta', 'response.reasoning_text.done']),
    );
    expect(events[2]?.['item']).not.toHaveProperty('status');
  });

  it.each([
    [{ conversation: 'conv_1' }, 'not_found'],
    [{ top_k: 1 }, 'unknown_parameter'],
    [{ presence_penalty: 1 }, 'unknown_parameter'],
    [{ max_tokens: 1 }, 'unsupported_parameter'],
    [{ service_tier: 'x' }, 'invalid_value'],
    [{ model: 'unheard' }, 'model_not_found'],
    [{ previous_response_id: 'resp_x' }, 'previous_response_not_found'],
    [
      {
        tools: [
          { type: 'function', name: 'f', strict: true, parameters: { type: 'object', properties: {} } },
        ],
      },
      'invalid_function_parameters',
    ],
    [
      {
        text: {
          format: {
            type: 'json_schema',
            name: 'x',
            strict: true,
            schema: { type: 'object', properties: {} },
          },
        },
      },
      'invalid_json_schema',
    ],
  ])('refuses %j', async (body, code) => {
    const { status, ...error } = await refuse(body);
    expect(error.type).toBe('invalid_request_error');
    if (code === 'not_found') expect([status, error.code]).toEqual([404, null]);
    else expect(error.code).toBe(code);
  });

  it('says what a strict schema lacks', async () => {
    const format = {
      type: 'json_schema',
      name: 'x',
      strict: true,
      schema: { type: 'object', properties: {} },
    };
    expect(await refuse({ text: { format } })).toEqual({
      status: 400,
      type: 'invalid_request_error',
      code: 'invalid_json_schema',
      message:
        "Invalid schema for response_format 'x': In context=(), 'additionalProperties' is required to be supplied and to be false.",
      param: 'text.format.schema',
    });
  });

  it('takes what other tools left behind', async () => {
    const input = [
      { type: 'web_search_call', id: 'ws_1' },
      { role: 'user', content: 'Hi' },
    ];
    expect((await parseResponse(endpoints, { input })).request.messages).toHaveLength(1);
  });

  it('finds nothing offensive', async () => {
    const events = await eventsOf(endpoints, { moderation: { model: 'm' } }, helloReply);
    expect((events[0]?.['response'] as Json)['moderation']).toBeNull();
    expect((events.at(-1)?.['response'] as Json)['moderation']).toMatchObject({
      input: { type: 'moderation_result', flagged: false, model: 'm' },
      output: { type: 'moderation_result', flagged: false, model: 'm' },
    });
  });

  it('has lanes', async () => {
    const session = socketOf(endpoints).connect(contextOf());
    const ask = (stream_id: string) =>
      session.receive({
        value: { type: 'response.create', model: 'gpt-4o', input: 'Hi', stream_id },
        bytes: 100,
        receivedAtMs: 0,
      });
    expect([await ask('a'), await ask('b')]).toMatchObject([[{ type: 'turn' }], [{ type: 'turn' }]]);
  });
});

describe('the words of a failure', () => {
  it.each<[string, ApiFailure, object]>([
    [
      'a context that is exceeded',
      { kind: 'invalid-request', contextLength: { limit: 10, inputTokens: 11, outputTokens: undefined } },
      {
        status: 400,
        error: {
          type: 'invalid_request_error',
          code: 'context_length_exceeded',
          message:
            'Your input exceeds the context window of this model. Please adjust your input and try again.',
          param: 'input',
        },
      },
    ],
    [
      'a used-up quota',
      { kind: 'quota' },
      { status: 429, error: { type: 'insufficient_quota', code: 'insufficient_quota', param: null } },
    ],
    [
      'a rate limit',
      { kind: 'rate-limit' },
      { status: 429, error: { message: expect.stringContaining('org-test') as unknown } },
    ],
  ])('of %s', (_name, failure, expected) => {
    expect(dialect.formatFailure(failure, contextOf())).toMatchObject(expected);
  });

  it('are those of Chat Completions otherwise', () => {
    const failure: ApiFailure = { kind: 'quota' };
    expect(forResponses(failure)).toBe(failure);
  });

  it('have their keys in the recorded order', () => {
    expect(Object.keys(dialect.formatFailure({ kind: 'quota' }, contextOf()).error)).toEqual([
      'type',
      'code',
      'message',
      'param',
    ]);
  });
});
