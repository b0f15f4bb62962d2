import fc from 'fast-check';
import type { PlannedReply, TurnPart } from '@llmsim/core';
import { problemsOf } from '../../../fixtures/check-events.js';
import { bodyOf, eventsOf, framesOf, optionsOf, parseResponse } from '../../../fixtures/exchanges.js';
import type { Json } from '../../../fixtures/exchanges.js';
import {
  callPart,
  customCallPart,
  helloReply,
  reasoningPart,
  refusalPart,
  replyOf,
  textPart,
  turnOf,
} from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf());
const silent = { stream_options: { include_obfuscation: false } };
const typesOf = (events: readonly Json[]) => events.map(({ type }) => String(type).replace('response.', ''));
const outline = async (body: object, reply: PlannedReply) => typesOf(await eventsOf(endpoints, body, reply));

const textTypes = ['output_text.delta', 'output_text.delta', 'output_text.done'];
const inContent = (...types: string[]) => ['content_part.added', ...types, 'content_part.done'];
const inItem = (...types: string[]) => ['output_item.added', ...types, 'output_item.done'];
const whole = (...types: string[]) => ['created', 'in_progress', ...types, 'completed'];

describe('the order of events', () => {
  it('of a text', async () => {
    expect(await outline({}, helloReply)).toEqual(whole(...inItem(...inContent(...textTypes))));
  });

  it('of hidden reasoning in front of a text', async () => {
    const reply = replyOf(turnOf('stop', reasoningPart(3), textPart('a', 'b')));
    expect(await outline({ model: 'gpt-5' }, reply)).toEqual(
      whole(...inItem(), ...inItem(...inContent(...textTypes))),
    );
  });

  it('of a summary of reasoning', async () => {
    const reply = replyOf(turnOf('stop', reasoningPart(3, 'I', ' think')));
    expect(await outline({ model: 'gpt-5', reasoning: { summary: 'auto' } }, reply)).toEqual(
      whole(
        ...inItem(
          'reasoning_summary_part.added',
          'reasoning_summary_text.delta',
          'reasoning_summary_text.delta',
          'reasoning_summary_text.done',
          'reasoning_summary_part.done',
        ),
      ),
    );
  });

  it('of reasoning that is shown itself', async () => {
    const reply = replyOf(turnOf('stop', reasoningPart(2, 'I', ' think')));
    expect(await outline({ model: 'gpt-oss-120b' }, reply)).toEqual(
      whole(...inItem(...inContent('reasoning.delta', 'reasoning.delta', 'reasoning.done'))),
    );
  });

  it('of parallel calls', async () => {
    const reply = replyOf(turnOf('tool-calls', callPart('f', '{}'), callPart('g', '{}')));
    const call = inItem('function_call_arguments.delta', 'function_call_arguments.done');
    expect(await outline({}, reply)).toEqual(whole(...call, ...call));
  });

  it('of a custom tool call', async () => {
    const reply = replyOf(turnOf('tool-calls', customCallPart('f', 'x')));
    expect(await outline({}, reply)).toEqual(
      whole(...inItem('custom_tool_call_input.delta', 'custom_tool_call_input.done')),
    );
  });

  it('of a refusal', async () => {
    const reply = replyOf(turnOf('stop', refusalPart('No')));
    expect(await outline({}, reply)).toEqual(whole(...inItem(...inContent('refusal.delta', 'refusal.done'))));
  });

  it.each([
    ['length', 'max_output_tokens'],
    ['content-filter', 'content_filter'],
  ] as const)('of a text that was cut by %s', async (finishReason, reason) => {
    const events = await eventsOf(endpoints, {}, replyOf(turnOf(finishReason, textPart('a', 'b'))));
    expect(typesOf(events)).toEqual([
      ...whole(...inItem(...inContent(...textTypes))).slice(0, -1),
      'incomplete',
    ]);
    expect(events.at(-2)).toMatchObject({ item: { status: 'incomplete' } });
    expect(events.at(-1)).toMatchObject({
      response: { status: 'incomplete', incomplete_details: { reason } },
    });
  });

  it('of a turn whose limit was used up by reasoning', async () => {
    const events = await eventsOf(endpoints, { model: 'gpt-5' }, replyOf(turnOf('length', reasoningPart(5))));
    expect(events.at(-1)).toMatchObject({
      response: { output: [{ type: 'reasoning', status: 'incomplete' }] },
    });
  });

  it('of a turn that fails on the way', async () => {
    const events = await eventsOf(endpoints, {}, replyOf(turnOf('stop', textPart('a', 'b')), undefined, 3));
    expect(typesOf(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'error',
      'failed',
    ]);
    expect(events.at(-2)).toMatchObject({
      error: { type: 'server_error', code: 'server_error', param: null },
    });
    expect(events.at(-1)).toMatchObject({
      response: {
        status: 'failed',
        error: { code: 'server_error' },
        usage: null,
        output: [{ status: 'incomplete', content: [{ text: 'a' }] }],
      },
    });
  });

  it('of a turn that fails at once', async () => {
    const reply = replyOf(turnOf('stop', textPart('a')), undefined, 0);
    expect(await outline({}, reply)).toEqual(['created', 'in_progress', 'error', 'failed']);
  });

  it('of a background response', async () => {
    const types = await outline({ background: true }, helloReply);
    expect(types.slice(0, 3)).toEqual(['created', 'queued', 'in_progress']);
  });
});

describe('the frames of a stream', () => {
  it('are one for each event, named as the event, and end with [DONE]', async () => {
    const frames = framesOf(await parseResponse(endpoints, { stream: true }), helloReply);
    expect(frames.at(-1)).toBe('data: [DONE]\n\n');
    for (const frame of frames.slice(0, -1)) {
      const [, name, json] = /^event: (\S+)\ndata: (.*)\n\n$/.exec(frame) ?? [];
      expect((JSON.parse(json ?? '') as Json)['type']).toBe(name);
    }
  });

  it('are bare JSON without [DONE] where the transport frames them', async () => {
    const bare = { before: () => '', after: '', terminated: false };
    const frames = framesOf(await parseResponse(endpoints, { stream: true }), helloReply, bare);
    expect((JSON.parse(frames.at(-1) ?? '') as Json)['type']).toBe('response.completed');
  });

  it('have their keys in the recorded order', async () => {
    const reply = replyOf(turnOf('stop', textPart('a'), callPart('f', '{}')));
    const events = await eventsOf(endpoints, {}, reply);
    const keysOf = (type: string) =>
      Object.keys(events.find((event) => event['type'] === type) ?? {})
        .slice(1)
        .join();
    expect(keysOf('response.created')).toBe('response,sequence_number');
    expect(keysOf('response.output_item.added')).toBe('item,output_index,sequence_number');
    expect(keysOf('response.content_part.added')).toBe(
      'content_index,item_id,output_index,part,sequence_number',
    );
    expect(keysOf('response.output_text.delta')).toBe(
      'content_index,delta,item_id,logprobs,obfuscation,output_index,sequence_number',
    );
    expect(keysOf('response.output_text.done')).toBe(
      'content_index,item_id,logprobs,output_index,sequence_number,text',
    );
    expect(keysOf('response.function_call_arguments.delta')).toBe(
      'delta,item_id,obfuscation,output_index,sequence_number',
    );
    expect(keysOf('response.function_call_arguments.done')).toBe(
      'arguments,item_id,name,output_index,sequence_number',
    );
  });

  it('are padded unless nobody wants it or the response runs in the background', async () => {
    const deltasOf = async (body: object) =>
      (await eventsOf(endpoints, body, helloReply)).filter(({ delta }) => delta !== undefined);
    for (const delta of await deltasOf({})) expect(delta['obfuscation']).toMatch(/^[0-9A-Za-z]{1,16}$/);
    for (const body of [silent, { background: true }]) {
      for (const delta of await deltasOf(body)) expect(delta).not.toHaveProperty('obfuscation');
    }
  });

  it('shows the log probabilities of each token if they were asked for', async () => {
    const body = { include: ['message.output_text.logprobs'], top_logprobs: 2 };
    const events = await eventsOf(endpoints, body, helloReply);
    const shown = events
      .filter(({ delta }) => delta !== undefined)
      .flatMap(({ logprobs }) => logprobs as Json[]);
    expect(shown.map(({ token }) => token)).toEqual(['Hello', ' world']);
    for (const { top_logprobs: alternatives } of shown) expect(alternatives).toHaveLength(2);
    expect(events.find(({ type }) => type === 'response.output_text.done')?.['logprobs']).toEqual(shown);
    expect(problemsOf(events)).toEqual([]);
  });
});

const pieces = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 6 });
const part: fc.Arbitrary<TurnPart> = fc.oneof(
  pieces.map((list) => textPart(...list)),
  pieces.map((list) => refusalPart(...list)),
  pieces.map((list) => callPart('f', ...list)),
  pieces.map((list) => customCallPart('g', ...list)),
  pieces.map((list) => reasoningPart(list.length + 2, ...list)),
);
const turn = fc
  .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('stop', 'length', 'tool-calls', 'content-filter'))
  .map(([parts, finishReason]) => turnOf(finishReason, ...parts));
const body = fc.record({
  model: fc.constantFrom('gpt-4o', 'gpt-5', 'gpt-oss-120b'),
  background: fc.boolean(),
  include: fc.subarray(['reasoning.encrypted_content', 'message.output_text.logprobs']),
  reasoning: fc.constantFrom(null, { summary: 'auto' }),
  stream_options: fc.constantFrom(null, silent.stream_options),
});

describe('any turn', () => {
  it('is shown in order, and consistently', async () => {
    await fc.assert(
      fc.asyncProperty(
        turn,
        body,
        fc.option(fc.nat(20), { nil: undefined }),
        async (said, parameters, failsAfter) => {
          const events = await eventsOf(endpoints, parameters, replyOf(said, undefined, failsAfter));
          expect(problemsOf(events)).toEqual([]);
        },
      ),
    );
  });

  it('is the same response whether it is streamed or not', async () => {
    await fc.assert(
      fc.asyncProperty(turn, body, async (said, parameters) => {
        const reply = replyOf(said);
        const exchange = await parseResponse(endpoints, { ...parameters, stream_options: null });
        const streamed = (await eventsOf(endpoints, parameters, reply)).at(-1)?.['response'];
        expect(streamed).toEqual(bodyOf(exchange.encodeReply(reply)));
      }),
    );
  });
});

describe('the checker of events', () => {
  const good = () =>
    eventsOf(endpoints, {}, replyOf(turnOf('stop', textPart('a', 'b'), callPart('f', '{}'))));
  const change = (events: Json[], type: string, changes: Json) =>
    events.map((event) => (event['type'] === type ? { ...event, ...changes } : event));

  it.each<[string, (events: Json[]) => Json[]]>([
    ['an event is missing', (events) => events.filter(({ type }) => type !== 'response.content_part.added')],
    ['an event comes twice', (events) => [...events.slice(0, 3), ...events.slice(2)]],
    [
      'events change places',
      (events) => [...events.slice(0, 4), ...events.slice(4, 6).reverse(), ...events.slice(6)],
    ],
    ['a number is wrong', (events) => change(events, 'response.output_text.done', { sequence_number: 99 })],
    [
      'an item id is wrong',
      (events) => change(events, 'response.output_text.delta', { item_id: 'msg_other' }),
    ],
    ['an index is wrong', (events) => change(events, 'response.output_item.added', { output_index: 0 })],
    ['a text is wrong', (events) => change(events, 'response.output_text.done', { text: 'abc' })],
    [
      'arguments are wrong',
      (events) => change(events, 'response.function_call_arguments.done', { arguments: '' }),
    ],
    ['the padding is wrong', (events) => change(events, 'response.output_text.delta', { obfuscation: 'x' })],
    ['the end is missing', (events) => events.slice(0, -1)],
    [
      'the output is wrong',
      (events) =>
        change(events, 'response.completed', {
          response: { ...(events.at(-1)?.['response'] as Json), output: [] },
        }),
    ],
    [
      'usage does not add up',
      (events) => {
        const response = events.at(-1)?.['response'] as { usage: Json };
        return change(events, 'response.completed', {
          response: { ...response, usage: { ...response.usage, total_tokens: 1 } },
        });
      },
    ],
  ])('notices that %s', async (_name, spoil) => {
    expect(problemsOf(await good())).toEqual([]);
    expect(problemsOf(spoil(await good()))).not.toEqual([]);
  });
});
