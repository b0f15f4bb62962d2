import {
  createFailureMode,
  createGenerator,
  createSeededRandom,
  createSimulator,
  deriveSeed,
  latencyProfile,
  type SimulatedTurn,
} from '@llmsim/core';
import { answer, bodiesOf, frames, hello, read } from '../../../fixtures/ask.js';
import { rebuildMessage } from '../../../fixtures/rebuild.js';

const tool = (name: string, more: object = {}) => ({
  name,
  description: `The tool ${name}.`,
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  ...more,
});
const ask = (content: string) => [{ role: 'user', content }];
const says = (turn: Omit<SimulatedTurn, 'parts'> & { readonly parts: readonly object[] }) => ({
  responders: [{ name: 'test', respond: () => ({ turn: turn as unknown as SimulatedTurn }) }],
});
const document = {
  type: 'document',
  source: { type: 'text', media_type: 'text/plain', data: 'The grass is green. The sky is blue.' },
  title: 'Colours',
  citations: { enabled: true },
};

/** Requests whose replies have blocks of every kind. */
const bodies: Readonly<Record<string, object>> = {
  text: {},
  thinking: { max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } },
  'thinking that is not shown': { model: 'claude-sonnet-5', max_tokens: 4000 },
  'redacted thinking': {
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 2000 },
    messages: ask(
      'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB',
    ),
  },
  'two tools': {
    tools: [tool('get_weather'), tool('get_time')],
    messages: ask('Use get_weather and get_time.'),
  },
  'a tool without arguments': {
    tools: [{ name: 'refresh', input_schema: { type: 'object', properties: {} } }],
    messages: ask('refresh'),
  },
  'structured output': {
    output_config: {
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
          additionalProperties: false,
        },
      },
    },
  },
  'a web search': {
    tools: [{ type: 'web_search_20250305', name: 'web_search' }],
    messages: ask('Search the web for llamas.'),
  },
  'a web fetch': {
    tools: [{ type: 'web_fetch_20260209', name: 'web_fetch', citations: { enabled: true } }],
    messages: ask('Fetch the page https://example.com/a'),
  },
  'code in a shell': {
    tools: [{ type: 'code_execution_20250825', name: 'code_execution' }],
    messages: ask('Calculate it with code execution.'),
  },
  'code in Python': {
    tools: [{ type: 'code_execution_20250522', name: 'code_execution' }],
    messages: ask('Calculate it with code execution.'),
  },
  'a tool of an MCP server': {
    mcp_servers: [{ type: 'url', name: 'deepwiki', url: 'https://mcp.example.com' }],
    tools: [{ type: 'mcp_toolset', mcp_server_name: 'deepwiki' }],
    messages: ask('Ask deepwiki.'),
  },
  'an advisor': {
    tools: [{ type: 'advisor_20260301', name: 'advisor', model: 'claude-opus-4-8' }],
    messages: ask('Ask the advisor.'),
  },
  'a tool that is found first': {
    tools: [
      { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' },
      tool('get_weather', { defer_loading: true }),
    ],
    messages: ask('Call get_weather.'),
  },
  'a citation of a document': { messages: [{ role: 'user', content: [document] }] },
  'a refusal': {
    messages: ask(
      'ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86',
    ),
  },
  'edited context': { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } },
  'a stop sequence': { stop_sequences: ['a'] },
};

/** A refused request says nothing, so its reply cannot be cut before its end. */
const typesOf = (body: object, options = {}) => {
  const events = bodiesOf(frames({ ...bodies[''], ...body }, options));
  return events.map(({ type, content_block, delta }) =>
    String(
      (content_block as { type?: string } | undefined)?.type ??
        (type === 'content_block_delta' ? (delta as { type?: string }).type : type),
    ),
  );
};

/** The types of events, each once where it is repeated. */
const orderOf = (body: object, options = {}) =>
  typesOf(body, options).filter((type, index, all) => type !== all[index - 1]);

/** The greatest distance between two distributions of whole numbers (Kolmogorov and Smirnov). */
function distanceOf(one: readonly number[], other: readonly number[]): number {
  const share = (list: readonly number[], most: number) =>
    list.filter((value) => value <= most).length / list.length;
  const values = Array.from({ length: 40 }, (_, value) => value);
  return Math.max(...values.map((value) => Math.abs(share(one, value) - share(other, value))));
}

describe('a stream', () => {
  it.each(Object.keys(bodies))('has the same message as a whole reply: %s', (name) => {
    const body = bodies[name] ?? {};
    const rebuilt = rebuildMessage(bodiesOf(frames(body)));
    expect(rebuilt).toEqual(answer(body));
  });

  it('has its events in the order of the service, a ping third', () => {
    expect(orderOf({})).toEqual([
      ...['message_start', 'text', 'ping', 'text_delta', 'content_block_stop'],
      ...['message_delta', 'message_stop'],
    ]);
    expect(orderOf(bodies['thinking'] ?? {})).toEqual([
      ...['message_start', 'thinking', 'ping', 'thinking_delta', 'signature_delta', 'content_block_stop'],
      ...['text', 'text_delta', 'content_block_stop', 'message_delta', 'message_stop'],
    ]);
    expect(orderOf(bodies['a web search'] ?? {})).toEqual([
      ...['message_start', 'server_tool_use', 'ping', 'input_json_delta', 'content_block_stop'],
      ...['web_search_tool_result', 'content_block_stop', 'text', 'citations_delta', 'text_delta'],
      ...['content_block_stop', 'message_delta', 'message_stop'],
    ]);
    expect(orderOf(bodies['a refusal'] ?? {})).toEqual([
      'message_start',
      'ping',
      'message_delta',
      'message_stop',
    ]);
  });

  it('begins the input of a tool with nothing', () => {
    const [first] = bodiesOf(frames(bodies['two tools'] ?? {})).filter(
      ({ type }) => type === 'content_block_delta',
    );
    expect(first?.['delta']).toEqual({ type: 'input_json_delta', partial_json: '' });
    expect(typesOf(bodies['a tool without arguments'] ?? {})).toEqual([
      ...['message_start', 'tool_use', 'ping', 'input_json_delta', 'content_block_stop'],
      ...['message_delta', 'message_stop'],
    ]);
  });

  it('names each event, and pads its body with spaces', () => {
    const sent = frames({});
    const spaces = new Set<number>();
    for (const frame of sent) {
      const [, name, body = ''] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(frame) ?? [];
      expect((JSON.parse(body) as { type: string }).type).toBe(name);
      if (name !== 'ping') spaces.add(/( *)\}$/.exec(body)?.[1]?.length ?? 0);
    }
    expect(Math.max(...spaces)).toBe(15);
    expect(spaces.size).toBe(16);
  });

  it('has as many tokens in a delta as recorded streams have', () => {
    const profile = latencyProfile('anthropic/claude-haiku-4.5');
    const plan = createSimulator({
      seed: 7,
      generator: createGenerator('lorem', { targetTokens: 64_000 }),
      latency: () => profile,
    }).plan(read({ max_tokens: 64_000 }).request);
    if (plan.type === 'failure') throw new Error('The plan is a failure.');
    const sizes: number[] = [];
    for (const { event } of plan.timeline) if (event.type === 'part-delta') sizes.push(event.tokens);
    const random = createSeededRandom(deriveSeed('recorded'));
    const recorded = Array.from({ length: 50_000 }, () => profile.tokensPerChunk?.text.sample(random) ?? 0);
    expect(sizes.length).toBeGreaterThan(10_000);
    expect(distanceOf(sizes.slice(0, 10_000), recorded)).toBeLessThan(0.05);
  });

  it('ends with an error where it breaks off', () => {
    const mode = createFailureMode('stream-error', { after: 3, kind: 'overloaded' });
    const sent = bodiesOf(frames({}, { faults: [{ mode, rate: 1 }] }));
    expect(sent.at(-1)).toEqual({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
      request_id: 'req_test',
    });
  });
});

describe('why a message ends', () => {
  const pieces = ['One', ' two'];
  it.each([
    ['end_turn', says({ parts: [{ type: 'text', pieces }], finishReason: 'stop' }), {}],
    ['pause_turn', says({ parts: [{ type: 'text', pieces }], finishReason: 'paused' }), {}],
    ['refusal', says({ parts: [{ type: 'text', pieces }], finishReason: 'content-filter' }), {}],
    ['max_tokens', says({ parts: [{ type: 'text', pieces }], finishReason: 'stop' }), { max_tokens: 1 }],
    [
      'model_context_window_exceeded',
      { generator: createGenerator('lorem', { targetTokens: 5000 }) },
      { max_tokens: 64_000, messages: ask('word '.repeat(199_000)) },
    ],
  ])('is %s', (reason, options, body) => {
    expect(answer(body, options)).toMatchObject({ stop_reason: reason });
  });

  it('is explained where it is a refusal', () => {
    expect(answer(bodies['a refusal'] ?? {})).toMatchObject({
      content: [],
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: null, explanation: expect.any(String) as string },
    });
  });

  it('has the id of a call that somebody chose', () => {
    const parts = [
      { type: 'tool-call', tool: 'function', name: 'act', pieces: ['{}'], callId: 'toolu_mine' },
    ];
    const message = answer({}, says({ parts, finishReason: 'tool-calls' }));
    expect(message).toMatchObject({ stop_reason: 'tool_use', content: [{ id: 'toolu_mine' }] });
  });
});

describe('the usage of a message', () => {
  it('has the tokens of the cache apart, by their lifetime', () => {
    const long = 'Some instructions that are the same each time. '.repeat(700);
    const body = (ttl: string) => ({
      model: 'claude-sonnet-4-5',
      system: [{ type: 'text', text: long, cache_control: { type: 'ephemeral', ttl } }],
      messages: hello,
    });
    const short = answer(body('5m'))['usage'] as Record<string, number>;
    expect(short['cache_creation']).toMatchObject({ ephemeral_1h_input_tokens: 0 });
    expect(short['cache_creation_input_tokens']).toBeGreaterThan(5000);
    expect(answer(body('1h'))['usage']).toMatchObject({
      cache_creation: {
        ephemeral_5m_input_tokens: 0,
        ephemeral_1h_input_tokens: short['cache_creation_input_tokens'],
      },
    });
  });

  it('says how often the service searched and fetched', () => {
    expect(answer(bodies['a web search'] ?? {})['usage']).toMatchObject({
      server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 },
    });
    expect(answer({})['usage']).not.toHaveProperty('server_tool_use');
  });
});
