import { isRequestError } from '@llmsim/core';
import type { PlannedReply, Provider } from '@llmsim/core';
import {
  bodyOf,
  contextOf,
  failureOf,
  lookUp,
  parseChat,
  providerOf,
  storeOf,
} from '../../fixtures/exchanges.js';
import { replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';

const replyNumber = (n: number): PlannedReply => ({
  ...replyOf([turnOf('stop', textPart(`Reply ${n}`))]),
  idSeed: [n, 2, 3, 4],
});
const one = '/chat/completions/:id';

async function keep(provider: Provider, n: number, body: object = {}): Promise<string> {
  const exchange = parseChat({ store: true, ...body }, provider);
  const reply = replyNumber(n);
  await exchange.finish?.(reply, 'completed');
  return bodyOf(exchange.encodeReply(reply))['id'] as string;
}

async function refusalOf(ask: () => Promise<unknown>) {
  try {
    await ask();
  } catch (error) {
    if (isRequestError(error)) {
      return failureOf(() => {
        throw error;
      });
    }
  }
  throw new Error('It was answered.');
}

describe.each([
  ['at once', false],
  ['later', true],
])('stored completions, where the store answers %s', (_name, later) => {
  let provider: Provider;
  beforeEach(() => {
    provider = providerOf({ store: storeOf(later) });
  });

  it('shows a completion as it was, with what was asked', async () => {
    const id = await keep(provider, 1, { metadata: { run: '7' }, temperature: 0.5, seed: 3, user: 'ann' });
    expect(bodyOf(await lookUp(provider, 'GET', one, { params: { id } }))).toMatchObject({
      id,
      object: 'chat.completion',
      created: 1_746_142_584,
      model: 'gpt-4o-2024-08-06',
      request_id: contextOf().requestId,
      metadata: { run: '7' },
      temperature: 0.5,
      top_p: 1,
      seed: 3,
      input_user: 'ann',
      tools: null,
      response_format: null,
      choices: [{ index: 0, message: { role: 'assistant', content: 'Reply 1' }, finish_reason: 'stop' }],
      usage: { total_tokens: 21 },
      service_tier: 'default',
    });
  });

  it('lists them oldest first, page by page', async () => {
    const ids = [await keep(provider, 1), await keep(provider, 2), await keep(provider, 3)];
    const list = async (query: Record<string, string>) =>
      bodyOf(await lookUp(provider, 'GET', '/chat/completions', { query }));
    expect(await list({ limit: '2' })).toMatchObject({
      object: 'list',
      first_id: ids[0],
      last_id: ids[1],
      has_more: true,
    });
    expect(await list({ limit: '2', after: ids[1]! })).toMatchObject({ first_id: ids[2], has_more: false });
    expect(await list({ order: 'desc' })).toMatchObject({ first_id: ids[2], last_id: ids[0] });
  });

  it('finds them by model and by metadata', async () => {
    const first = await keep(provider, 1, { metadata: { run: '1', kind: 'a' } });
    const second = await keep(provider, 2, { model: 'gpt-5', metadata: { run: '2', kind: 'a' } });
    const find = async (query: Record<string, string>) =>
      (bodyOf(await lookUp(provider, 'GET', '/chat/completions', { query }))['data'] as { id: string }[]).map(
        ({ id }) => id,
      );
    expect(await find({ model: 'gpt-4o' })).toEqual([first]);
    expect(await find({ model: 'gpt-5-2025-08-07' })).toEqual([second]);
    expect(await find({ 'metadata[kind]': 'a' })).toEqual([first, second]);
    expect(await find({ 'metadata[run]': '2', 'metadata[kind]': 'a' })).toEqual([second]);
    expect(await find({ 'metadata[run]': '3' })).toEqual([]);
  });

  it('changes the metadata', async () => {
    const id = await keep(provider, 1, { metadata: { a: '1' } });
    const changed = bodyOf(await lookUp(provider, 'POST', one, { params: { id } }, { metadata: { b: '2' } }));
    expect(changed).toMatchObject({ id, metadata: { b: '2' } });
    expect(bodyOf(await lookUp(provider, 'GET', one, { params: { id } }))).toEqual(changed);
  });

  it('does not bring back one that is deleted while it is changed', async () => {
    const id = await keep(provider, 1);
    const change = lookUp(provider, 'POST', one, { params: { id } }, { metadata: { b: '2' } });
    await Promise.allSettled([change, lookUp(provider, 'DELETE', one, { params: { id } })]);
    expect((await refusalOf(() => lookUp(provider, 'GET', one, { params: { id } }))).status).toBe(404);
  });

  it('wants metadata to change, and takes only good ones', async () => {
    const id = await keep(provider, 1);
    const change = (body: unknown) =>
      refusalOf(() => lookUp(provider, 'POST', one, { params: { id } }, body));
    expect((await change({})).error.message).toBe("Missing required parameter: 'metadata'.");
    expect((await change(null)).error.message).toBe("Missing required parameter: 'metadata'.");
    expect((await change({ metadata: { a: 1 } })).error.code).toBe('invalid_type');
  });

  it('deletes one', async () => {
    const id = await keep(provider, 1);
    expect(bodyOf(await lookUp(provider, 'DELETE', one, { params: { id } }))).toEqual({
      object: 'chat.completion.deleted',
      id,
      deleted: true,
    });
    expect((await refusalOf(() => lookUp(provider, 'GET', one, { params: { id } }))).status).toBe(404);
  });

  it('lists the messages of one', async () => {
    const parts = [{ type: 'text', text: 'Hi.' }];
    const id = await keep(provider, 1, {
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: parts, name: 'ann' },
      ],
    });
    expect(
      bodyOf(await lookUp(provider, 'GET', '/chat/completions/:id/messages', { params: { id } })),
    ).toEqual({
      object: 'list',
      data: [
        {
          id: `${id}-0`,
          role: 'system',
          content: 'Be kind.',
          refusal: null,
          name: null,
          content_parts: null,
        },
        { id: `${id}-1`, role: 'user', content: null, refusal: null, name: 'ann', content_parts: parts },
      ],
      first_id: `${id}-0`,
      last_id: `${id}-1`,
      has_more: false,
    });
  });

  it.each([
    ['GET', one],
    ['POST', one],
    ['DELETE', one],
    ['GET', '/chat/completions/:id/messages'],
  ] as const)('answers 404 to %s %s of what was never kept', async (method, path) => {
    const refusal = await refusalOf(() =>
      lookUp(provider, method, path, { params: { id: 'chatcmpl-x' } }, { metadata: {} }),
    );
    expect(refusal).toEqual({
      status: 404,
      error: {
        message: "No chat completion found with id 'chatcmpl-x'.",
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
  });
});
