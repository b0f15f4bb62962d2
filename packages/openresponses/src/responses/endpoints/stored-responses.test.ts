import type { WireReplay } from '@llmsim/core';
import {
  acceptedAtMs,
  answer,
  errorOf,
  found,
  framesOf,
  lookUp,
  optionsOf,
  parseResponse,
  storeOf,
} from '../../../fixtures/exchanges.js';
import { helloReply } from '../../../fixtures/planned-reply.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const endpointsOf = (dialect = openResponsesDialect, later = false) =>
  createResponsesEndpoints(dialect, optionsOf({ store: storeOf(later) }));
const at = (ms: number) => ({ acceptedAtMs: acceptedAtMs + ms });
const lastMs = helloReply.timeline.durationMs() ?? 0;

describe.each([
  ['answers at once', false],
  ['answers later', true],
])('a stored response, in a store that %s', (_name, later) => {
  it('is shown again as it was sent', async () => {
    const endpoints = endpointsOf(openResponsesDialect, later);
    const response = await answer(endpoints, {}, helloReply);
    expect(await found(endpoints, 'GET', `/responses/${String(response['id'])}`)).toEqual(response);
  });

  it('is shown the same after it was streamed', async () => {
    const endpoints = endpointsOf(openResponsesDialect, later);
    const exchange = await parseResponse(endpoints, { stream: true });
    const frames = framesOf(exchange, helloReply);
    await exchange.finish?.(helloReply, 'completed');
    const last = JSON.parse(frames.at(-2)?.split('\ndata: ')[1] ?? '') as { response: { id: string } };
    expect(await found(endpoints, 'GET', `/responses/${last.response.id}`)).toEqual(last.response);
  });

  it('is gone after it was deleted', async () => {
    const endpoints = endpointsOf(openResponsesDialect, later);
    const { id } = await answer(endpoints, {}, helloReply);
    const url = `/responses/${String(id)}`;
    expect(await found(endpoints, 'DELETE', url)).toEqual({ id, object: 'response', deleted: true });
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await errorOf(() => lookUp(endpoints, method, url), openResponsesDialect)).toMatchObject({
        status: 404,
        message: `Response with id '${String(id)}' not found.`,
      });
    }
  });
});

describe('a response that was given up', () => {
  it('is not kept', async () => {
    const store = storeOf();
    const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf({ store }));
    const exchange = await parseResponse(endpoints, { stream: true });
    await exchange.finish?.(helloReply, 'cancelled');
    expect(store.size()).toBe(0);
  });
});

describe('the input of a stored response', () => {
  const input = ['a', 'b', 'c'].map((content) => ({ role: 'user', content }));
  const textsOf = (list: { data?: unknown }) =>
    (list.data as { content: { text: string }[] }[]).map(({ content }) => content[0]?.text).join('');

  it('is shown in pages, the latest first', async () => {
    const endpoints = endpointsOf();
    const { id } = await answer(endpoints, { input }, helloReply);
    const url = `/responses/${String(id)}/input_items`;
    const all = await found(endpoints, 'GET', url);
    expect(textsOf(all)).toBe('cba');
    expect(all).toMatchObject({ object: 'list', has_more: false });
    expect(textsOf(await found(endpoints, 'GET', `${url}?order=asc&limit=2`))).toBe('ab');
    const rest = await found(endpoints, 'GET', `${url}?after=${String(all['first_id'])}`);
    expect(textsOf(rest)).toBe('ba');
  });
});

describe('a response in the background', () => {
  const start = async (body: object = {}, dialect = openResponsesDialect) => {
    const endpoints = endpointsOf(dialect);
    const accepted = await answer(endpoints, { background: true, ...body }, helloReply, {
      requestId: 'req_1',
      headers: {},
      query: {},
      params: {},
      ...at(0),
    });
    return { endpoints, accepted, url: `/responses/${String(accepted['id'])}` };
  };

  it('is accepted before anything is said', async () => {
    const { accepted } = await start();
    expect(accepted).toMatchObject({
      status: 'queued',
      background: true,
      output: [],
      usage: null,
      completed_at: null,
    });
  });

  it('is kept though it is not to be stored, so that it can be asked about', async () => {
    const { endpoints, url } = await start({ store: false });
    expect(await found(endpoints, 'GET', url, undefined, at(lastMs))).toMatchObject({
      status: 'completed',
      store: false,
    });
  });

  it('is in progress until it is over', async () => {
    const { endpoints, url } = await start();
    expect(await found(endpoints, 'GET', url, undefined, at(0))).toMatchObject({
      status: 'in_progress',
      output: [],
    });
    expect(await found(endpoints, 'GET', url, undefined, at(lastMs - 1))).toMatchObject({
      status: 'in_progress',
    });
    expect(await found(endpoints, 'GET', url, undefined, at(lastMs))).toMatchObject({
      status: 'completed',
      output: [{ content: [{ text: 'Hello world' }] }],
    });
  });

  it('can be cancelled, and stays so', async () => {
    const { endpoints, url } = await start();
    const cancelled = await found(endpoints, 'POST', `${url}/cancel`, undefined, at(250));
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      usage: null,
      output: [{ status: 'in_progress', content: [{ text: 'Hello' }] }],
    });
    expect(await found(endpoints, 'POST', `${url}/cancel`, undefined, at(300))).toEqual(cancelled);
    expect(await found(endpoints, 'GET', url, undefined, at(lastMs))).toEqual(cancelled);
  });

  it('cannot be cancelled any more when it is over', async () => {
    const { endpoints, url } = await start();
    expect(await found(endpoints, 'POST', `${url}/cancel`, undefined, at(lastMs))).toMatchObject({
      status: 'completed',
    });
  });

  it('is what alone can be cancelled', async () => {
    const endpoints = endpointsOf();
    const { id } = await answer(endpoints, {}, helloReply);
    expect(
      await errorOf(() => lookUp(endpoints, 'POST', `/responses/${String(id)}/cancel`), openResponsesDialect),
    ).toMatchObject({
      status: 400,
      message: 'Cannot cancel a synchronous response.',
    });
  });

  it('can be streamed again, from the beginning or after an event', async () => {
    const { endpoints, url } = await start({ stream: true });
    const whole = (await lookUp(endpoints, 'GET', `${url}?stream=true`)) as WireReplay;
    expect(whole).toMatchObject({ status: 200, startedAtMs: acceptedAtMs });
    const exchange = await parseResponse(endpoints, { background: true, stream: true });
    expect(whole.frames.map(({ frame }) => frame)).toEqual(framesOf(exchange, helloReply));
    expect(whole.frames.at(-1)?.atMs).toBe(lastMs);
    const rest = (await lookUp(endpoints, 'GET', `${url}?stream=true&starting_after=3`)) as WireReplay;
    expect(rest.frames).toEqual(whole.frames.slice(4));
  });

  it('ends with [DONE] only where its dialect says so', async () => {
    const { endpoints, url } = await start(
      { stream: true },
      { ...openResponsesDialect, endsWithDone: false },
    );
    const { frames } = (await lookUp(endpoints, 'GET', `${url}?stream=true`)) as WireReplay;
    expect(frames.at(-1)?.frame).toContain('response.completed');
  });

  it('is streamed only as far as it came', async () => {
    const { endpoints, url } = await start({ stream: true });
    await found(endpoints, 'POST', `${url}/cancel`, undefined, at(250));
    const { frames } = (await lookUp(endpoints, 'GET', `${url}?stream=true`)) as WireReplay;
    expect(frames.every(({ atMs }) => atMs <= 250)).toBe(true);
    expect(frames.some(({ frame }) => frame.includes('response.completed'))).toBe(false);
  });

  it('ends where it runs when it is cancelled, and reads no store until then', async () => {
    const store = storeOf();
    let reads = 0;
    const counting = {
      ...store,
      get: (collection: string, id: string) => {
        reads += 1;
        return store.get(collection, id);
      },
    };
    const endpoints = createResponsesEndpoints(openResponsesDialect, optionsOf({ store: counting }));
    const exchange = await parseResponse(endpoints, { background: true, stream: true });
    await exchange.begin?.(helloReply);
    let cancelled = 0;
    exchange.onCancelled?.(() => (cancelled += 1));
    const { id } = JSON.parse(exchange.encodeAccepted?.(helloReply).body ?? '') as { id: string };
    framesOf(exchange, helloReply);
    expect([reads, cancelled]).toEqual([0, 0]);
    await found(endpoints, 'POST', `/responses/${id}/cancel`, undefined, at(0));
    expect(cancelled).toBe(1);
    exchange.onCancelled?.(() => (cancelled += 1));
    expect(cancelled).toBe(2);
  });

  it('cannot be streamed again when it is more than five minutes old', async () => {
    const { endpoints, url } = await start({ stream: true });
    const path = `${url}?stream=true&starting_after=3`;
    await expect(lookUp(endpoints, 'GET', path, undefined, at(300_000))).resolves.toMatchObject({
      status: 200,
    });
    expect(
      await errorOf(() => lookUp(endpoints, 'GET', path, undefined, at(300_001)), openResponsesDialect),
    ).toMatchObject({
      status: 400,
      message: 'This response can no longer be streamed because it is more than 5 minutes old.',
    });
  });

  it.each(['x', '-1', '1.5'])('does not stream after %s', async (after) => {
    const { endpoints, url } = await start({ stream: true });
    expect(
      await errorOf(
        () => lookUp(endpoints, 'GET', `${url}?stream=true&starting_after=${after}`),
        openResponsesDialect,
      ),
    ).toMatchObject({ status: 400, param: 'starting_after' });
  });

  it('cannot be streamed unless it was begun so', async () => {
    const { endpoints, url } = await start();
    expect(
      await errorOf(() => lookUp(endpoints, 'GET', `${url}?stream=true`), openResponsesDialect),
    ).toMatchObject({
      status: 400,
      message: 'Only responses that were created with background=true and stream=true can be streamed.',
    });
  });

  it('adds to its conversation when it is over, unless it was cancelled', async () => {
    const dialect = {
      ...openResponsesDialect,
      parameters: new Set([...openResponsesDialect.parameters, 'conversation']),
    };
    for (const isCancelled of [false, true]) {
      const endpoints = endpointsOf(dialect);
      const { id } = await found(endpoints, 'POST', '/conversations', {});
      const exchange = await parseResponse(endpoints, { background: true, conversation: id });
      await exchange.begin?.(helloReply);
      const accepted = JSON.parse(exchange.encodeAccepted?.(helloReply).body ?? '') as { id: string };
      if (isCancelled) await found(endpoints, 'POST', `/responses/${accepted.id}/cancel`, undefined, at(0));
      await exchange.finish?.(helloReply, 'completed');
      const { data } = await found(endpoints, 'GET', `/conversations/${String(id)}/items`);
      expect(data).toHaveLength(isCancelled ? 0 : 2);
    }
  });
});
