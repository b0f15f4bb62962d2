import { answer, found, optionsOf, parseResponse, storeOf } from '../../../fixtures/exchanges.js';
import { callPart, helloReply, replyOf, turnOf } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';
import type { ResponsesOptions } from '../responses-endpoints.js';

const dialect = {
  ...openResponsesDialect,
  parameters: new Set([...openResponsesDialect.parameters, 'conversation']),
};
const endpointsOf = (changes: Partial<ResponsesOptions> = {}) =>
  createResponsesEndpoints(dialect, optionsOf(changes));

describe('POST /responses', () => {
  it('is read at once if it refers to nothing', () => {
    const [endpoint] = endpointsOf();
    if (endpoint?.type !== 'generation') throw new Error('Nothing is generated.');
    const context = { requestId: 'req_1', acceptedAtMs: 0, headers: {}, query: {}, params: {} };
    expect(endpoint.parse({ model: 'gpt-4o', input: 'Hi' }, context)).not.toBeInstanceOf(Promise);
    expect(endpoint).toMatchObject({ name: 'responses', method: 'POST', path: '/responses' });
  });

  it('goes on from a response, its answer, and the one before', async () => {
    const endpoints = endpointsOf();
    const first = await answer(
      endpoints,
      { instructions: 'Be brief.' },
      { ...helloReply, idSeed: [1, 1, 1, 1] },
    );
    const second = await answer(
      endpoints,
      { previous_response_id: first['id'] },
      { ...helloReply, idSeed: [2, 2, 2, 2] },
    );
    const third = await parseResponse(endpoints, {
      previous_response_id: second['id'],
      instructions: 'Be kind.',
    });
    // The instructions of earlier turns are not carried over.
    expect(third.request.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(third.request.messages[0]?.content).toEqual([{ type: 'text', text: 'Be kind.' }]);
  });

  it('wants the calls of the turn before answered', async () => {
    const endpoints = endpointsOf();
    const { id, output } = (await answer(
      endpoints,
      {},
      replyOf(turnOf('tool-calls', callPart('f', '{}'))),
    )) as {
      id: string;
      output: { call_id: string }[];
    };
    const callId = output[0]?.call_id;
    await expect(parseResponse(endpoints, { previous_response_id: id })).rejects.toMatchObject({
      failure: { message: `No tool output found for function call ${callId}.` },
    });
    const input = [{ type: 'function_call_output', call_id: callId, output: '7' }];
    const { request } = await parseResponse(endpoints, { previous_response_id: id, input });
    expect(request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
  });

  it('keeps nothing that it should not', async () => {
    const store = storeOf();
    const endpoints = endpointsOf({ store });
    const { id } = await answer(endpoints, { store: false }, helloReply);
    expect(store.size()).toBe(0);
    await expect(parseResponse(endpoints, { previous_response_id: id })).rejects.toMatchObject({
      failure: { code: 'previous_response_not_found' },
    });
  });

  it('adds to its conversation what was asked and answered', async () => {
    const endpoints = endpointsOf({ store: storeOf(true) });
    const { id } = await found(endpoints, 'POST', '/conversations', {
      items: [{ role: 'user', content: 'Hello?' }],
    });
    const response = await answer(endpoints, { conversation: id, store: false }, helloReply);
    expect(response).toMatchObject({ conversation: { id } });
    const { data } = (await found(endpoints, 'GET', `/conversations/${String(id)}/items?order=asc`)) as {
      data: { content: { text: string }[] }[];
    };
    expect(data.map(({ content }) => content[0]?.text)).toEqual(['Hello?', 'Say hello.', 'Hello world']);
    const { request } = await parseResponse(endpoints, { conversation: { id } });
    expect(request.messages).toHaveLength(4);
  });

  it('refuses a conversation that is not there', async () => {
    await expect(parseResponse(endpointsOf(), { conversation: 'conv_x' })).rejects.toMatchObject({
      failure: { kind: 'not-found', message: "Conversation with id 'conv_x' not found." },
    });
  });

  it('takes items by their ids', async () => {
    const endpoints = endpointsOf();
    const { output } = (await answer(endpoints, {}, helloReply)) as { output: { id: string }[] };
    const input = [
      { type: 'item_reference', id: output[0]?.id },
      { role: 'user', content: 'Go on.' },
    ];
    const { request } = await parseResponse(endpoints, { input });
    expect(request.messages[0]).toEqual({
      role: 'assistant',
      content: [{ type: 'text', text: 'Hello world' }],
    });
  });
});
