import {
  createFailureMode,
  createGenerator,
  createSeededRandom,
  createSimulator,
  customLatencyProfile,
  deriveSeed,
  latencyProfile,
  type SimulatedTurn,
} from '@llmsim/core';
import { answer, bodiesOf, frames, hello, read } from '../../../fixtures/ask.js';
import { ask, replyBodies } from '../../../fixtures/reply-bodies.js';
import { rebuildMessage } from '../../../fixtures/rebuild.js';

const says = (turn: Omit<SimulatedTurn, 'parts'> & { readonly parts: readonly object[] }) => ({
  responders: [{ name: 'test', respond: () => ({ turn: turn as unknown as SimulatedTurn }) }],
});
/** A refused request says nothing, so its reply cannot be cut before its end. */
const typesOf = (body: object, options = {}) => {
  const events = bodiesOf(frames({ ...body }, options));
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
  it.each(Object.keys(replyBodies))('has the same message as a whole reply: %s', (name) => {
    const body = replyBodies[name] ?? {};
    const rebuilt = rebuildMessage(bodiesOf(frames(body)));
    expect(rebuilt).toEqual(answer(body));
  });

  it('has its events in the order of the service, a ping third', () => {
    expect(orderOf({})).toEqual([
      ...['message_start', 'text', 'ping', 'text_delta', 'content_block_stop'],
      ...['message_delta', 'message_stop'],
    ]);
    expect(orderOf(replyBodies['thinking'] ?? {})).toEqual([
      ...['message_start', 'thinking', 'ping', 'thinking_delta', 'signature_delta', 'content_block_stop'],
      ...['text', 'text_delta', 'content_block_stop', 'message_delta', 'message_stop'],
    ]);
    expect(orderOf(replyBodies['a web search'] ?? {})).toEqual([
      ...['message_start', 'server_tool_use', 'ping', 'input_json_delta', 'content_block_stop'],
      ...['web_search_tool_result', 'content_block_stop', 'text', 'citations_delta', 'text_delta'],
      ...['content_block_stop', 'message_delta', 'message_stop'],
    ]);
    expect(orderOf(replyBodies['a refusal'] ?? {})).toEqual([
      'message_start',
      'ping',
      'message_delta',
      'message_stop',
    ]);
  });

  it('begins the input of a tool with nothing', () => {
    const [first] = bodiesOf(frames(replyBodies['two tools'] ?? {})).filter(
      ({ type }) => type === 'content_block_delta',
    );
    expect(first?.['delta']).toEqual({ type: 'input_json_delta', partial_json: '' });
    expect(typesOf(replyBodies['a tool without arguments'] ?? {})).toEqual([
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

  it('pings in long silences, after it has begun', () => {
    const slow = { latency: () => customLatencyProfile({ timeToFirstToken: 40_000, interTokenLatency: 1 }) };
    expect(typesOf({}, slow).slice(0, 5)).toEqual(['message_start', 'ping', 'ping', 'text', 'ping']);
    const mode = createFailureMode('stall', { after: 3, ms: 31_000 });
    const stalled = typesOf({}, { faults: [{ mode, rate: 1 }], latency: () => latencyProfile('instant') });
    expect(stalled.filter((type) => type === 'ping')).toHaveLength(3);
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
    expect(answer(replyBodies['a refusal'] ?? {})).toMatchObject({
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
    expect(short['input_tokens']).toBeLessThan(100);
    expect(answer(body('1h'))['usage']).toMatchObject({
      cache_creation: {
        ephemeral_5m_input_tokens: 0,
        ephemeral_1h_input_tokens: short['cache_creation_input_tokens'],
      },
    });
  });

  it('says where the model ran, and how fast, if that was asked for', () => {
    expect(answer({ inference_geo: 'us', speed: 'fast', diagnostics: {} })).toMatchObject({
      usage: { inference_geo: 'us', speed: 'fast' },
      diagnostics: { cache_miss_reason: null },
    });
    expect(answer({})).not.toHaveProperty('diagnostics');
    expect(answer({})['usage']).not.toHaveProperty('speed');
  });

  it('says how often the service searched and fetched', () => {
    expect(answer(replyBodies['a web search'] ?? {})['usage']).toMatchObject({
      server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 },
    });
    expect(answer({})['usage']).not.toHaveProperty('server_tool_use');
  });
});
