import {
  createFailureMode,
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSimulator,
  customLatencyProfile,
  type AnswerEndpoint,
  type LookupEndpoint,
  type SimulatorOptions,
  type WireResponse,
} from '@llmsim/core';
import { refusalOf } from '@llmsim/core/testing';
import { context, endpointAt, hello, jsonOf } from '../../fixtures/ask.js';
import { createAnthropicProvider } from '../provider.js';

const params = { model: 'claude-haiku-4-5', max_tokens: 50, messages: hello };
const startMs = context.acceptedAtMs;

function start(simulator: SimulatorOptions = {}) {
  const provider = createAnthropicProvider({
    catalog: createModelCatalog(),
    store: createMemoryStateStore({ nowMs: () => 0 }),
  });
  const at = (afterMs: number, params: Record<string, string> = {}, tenant?: string) => ({
    ...context,
    acceptedAtMs: startMs + afterMs,
    params,
    tenant,
  });
  const path = '/v1/messages/batches';
  const planner = createSimulator({
    seed: 7,
    latency: () => customLatencyProfile({ timeToFirstToken: 1000, interTokenLatency: 10 }),
    ...simulator,
  });
  const look = async (method: string, below: string, id: string, afterMs = 0, tenant?: string) => {
    const endpoint = endpointAt(provider, path + below, method) as LookupEndpoint;
    return (await endpoint.answer(undefined, at(afterMs, { id }, tenant))) as WireResponse;
  };
  return {
    create: async (requests: unknown): Promise<Record<string, unknown>> => {
      const exchange = await (endpointAt(provider, path) as AnswerEndpoint).parse({ requests }, at(0));
      const plan = planner.planAnswer('batches', exchange);
      if (plan.type === 'failure') throw new Error('The plan is a failure.');
      await exchange.begin?.();
      return jsonOf(plan.answer as WireResponse);
    },
    get: async (id: string, afterMs = 0, tenant?: string) =>
      jsonOf(await look('GET', '/:id', id, afterMs, tenant)),
    list: async () => jsonOf(await look('GET', '', '')),
    cancel: async (id: string, afterMs: number) => jsonOf(await look('POST', '/:id/cancel', id, afterMs)),
    remove: async (id: string, afterMs: number) => jsonOf(await look('DELETE', '/:id', id, afterMs)),
    results: async (id: string, afterMs: number) =>
      (await look('GET', '/:id/results', id, afterMs)).body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { custom_id: string; result: Record<string, unknown> }),
  };
}

const failureOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return refusalOf(() => {
    throw error;
  });
};

describe('a batch', () => {
  it('edits the context of its requests as they ask for', async () => {
    const { create, results } = start();
    const use = { type: 'tool_use', id: 'a', name: 'look', input: {} };
    const result = { type: 'tool_result', tool_use_id: 'a', content: 'The river rose again. '.repeat(20) };
    const zero = { type: 'tool_uses', value: 0 };
    const edits = [{ type: 'clear_tool_uses_20250919', trigger: zero, keep: zero }];
    const messages = [...hello, { role: 'assistant', content: [use] }, { role: 'user', content: [result] }];
    const asked = { ...params, messages, context_management: { edits } };
    const { id } = await create([{ custom_id: 'one', params: asked }]);
    const [first] = await results(String(id), 60_000);
    expect(first?.result).toHaveProperty('message.context_management.applied_edits.0.cleared_tool_uses', 1);
  });

  it('is processed for as long as its longest request takes, and then has its results', async () => {
    const { create, get, results } = start();
    const batch = await create([
      { custom_id: 'short', params: { ...params, max_tokens: 1 } },
      { custom_id: 'long', params },
      { custom_id: 'wrong', params: { ...params, max_tokens: 0 } },
    ]);
    const id = batch['id'] as string;
    expect(batch).toEqual({
      id: expect.stringMatching(/^msgbatch_01\w{22}$/) as string,
      type: 'message_batch',
      processing_status: 'in_progress',
      request_counts: { processing: 3, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
      ended_at: null,
      created_at: '2026-10-21T12:00:00.000Z',
      expires_at: '2026-10-22T12:00:00.000Z',
      archived_at: null,
      cancel_initiated_at: null,
      results_url: null,
    });
    expect(await get(id, 1489)).toMatchObject({ processing_status: 'in_progress' });
    expect(await failureOf(results(id, 1489))).toMatchObject({ kind: 'not-found' });
    expect(await get(id, 1500)).toMatchObject({
      processing_status: 'ended',
      request_counts: { processing: 0, succeeded: 2, errored: 1 },
      ended_at: '2026-10-21T12:00:01.490Z',
      results_url: expect.stringContaining(`/anthropic/v1/messages/batches/${id}/results`) as string,
    });
    expect(await results(id, 1500)).toEqual([
      {
        custom_id: 'short',
        result: {
          type: 'succeeded',
          message: expect.objectContaining({
            stop_reason: 'max_tokens',
            usage: expect.objectContaining({ service_tier: 'batch', output_tokens: 1 }) as object,
          }) as object,
        },
      },
      { custom_id: 'long', result: expect.objectContaining({ type: 'succeeded' }) as object },
      {
        custom_id: 'wrong',
        result: {
          type: 'errored',
          error: {
            type: 'error',
            error: {
              type: 'invalid_request_error',
              message: 'max_tokens: Input should be greater than or equal to 1',
            },
            request_id: 'req_test',
          },
        },
      },
    ]);
  });

  it('loses what is not done when it is cancelled', async () => {
    const { create, cancel, get, results } = start();
    const { id } = (await create([
      { custom_id: 'short', params: { ...params, max_tokens: 1 } },
      { custom_id: 'long', params },
    ])) as { id: string };
    expect(await cancel(id, 1200)).toMatchObject({
      processing_status: 'canceling',
      cancel_initiated_at: '2026-10-21T12:00:01.200Z',
    });
    expect(await get(id, 1201)).toMatchObject({
      processing_status: 'ended',
      request_counts: { processing: 0, succeeded: 1, canceled: 1 },
    });
    const types = (await results(id, 1201)).map(({ result }) => result['type']);
    expect(types).toEqual(['succeeded', 'canceled']);
    // Nothing goes on after it.
    expect(await cancel(id, 5000)).toMatchObject({
      processing_status: 'ended',
      request_counts: { succeeded: 1, canceled: 1 },
    });
  });

  it('has the failures that strike its requests', async () => {
    const faults = [{ mode: createFailureMode('overloaded'), rate: 1, model: 'claude-haiku-4-5' }];
    const { create, results } = start({ faults });
    const { id } = (await create([
      { custom_id: 'good', params: { ...params, model: 'claude-opus-4-8' } },
      { custom_id: 'bad', params },
    ])) as { id: string };
    const [good, bad] = await results(id, 60_000);
    expect(good?.result['type']).toBe('succeeded');
    expect(bad?.result).toMatchObject({ type: 'errored', error: { error: { type: 'overloaded_error' } } });
  });

  it('is listed, newest first, and deleted when it has ended', async () => {
    const { create, list, remove, get } = start();
    const first = (await create([{ custom_id: 'a', params }]))['id'] as string;
    const second = (await create([{ custom_id: 'b', params: { ...params, max_tokens: 2 } }]))['id'] as string;
    expect(await list()).toMatchObject({
      data: [{ id: second }, { id: first }],
      has_more: false,
      first_id: second,
    });
    expect(await failureOf(remove(first, 10))).toMatchObject({ kind: 'invalid-request' });
    expect(await remove(first, 60_000)).toEqual({ id: first, type: 'message_batch_deleted' });
    expect(await failureOf(get(first))).toMatchObject({ kind: 'not-found' });
  });

  it('is refused if its replies would be too long together', async () => {
    const generator = createGenerator('lorem', { targetTokens: 60_000 });
    const long = { model: 'claude-haiku-4-5', max_tokens: 64_000, messages: hello };
    const requests = Array.from({ length: 9 }, (_, index) => ({ custom_id: String(index), params: long }));
    expect(await failureOf(start({ generator }).create(requests))).toMatchObject({
      kind: 'payload-too-large',
    });
  });

  it('is nobody else’s', async () => {
    const { create, get } = start();
    const { id } = (await create([{ custom_id: 'a', params }])) as { id: string };
    expect(await failureOf(get(id, 0, 'somebody else'))).toMatchObject({ kind: 'not-found' });
  });

  it.each([
    [undefined, 'requests: Field required'],
    [[], 'requests: List should have at least 1 item after validation, not 0'],
    [[5], 'requests.0: Input should be an object'],
    [[{ params }], 'requests.0.custom_id: Field required'],
    [
      [{ custom_id: 'a b', params }],
      "requests.0.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
    ],
    [[{ custom_id: 'a' }], 'requests.0.params: Field required'],
    [
      [
        { custom_id: 'a', params },
        { custom_id: 'a', params },
      ],
      'requests.1.custom_id: `custom_id` must be unique: a',
    ],
    [
      Array.from({ length: 1001 }, (_, index) => ({ custom_id: String(index), params })),
      'requests: This llmsim takes 1000 requests in a batch at most, not 1001. Send several batches.',
    ],
  ])('is refused if it is wrong', async (requests, message) => {
    expect((await failureOf(start().create(requests))).message).toBe(message);
  });
});
