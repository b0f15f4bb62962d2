import {
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

it('is what cannot be cancelled', async () => {
  const endpoints = endpointsOf();
  const { id } = await answer(endpoints, {}, helloReply);
  expect(
    await errorOf(() => lookUp(endpoints, 'POST', `/responses/${String(id)}/cancel`), openResponsesDialect),
  ).toMatchObject({ status: 400, message: 'Cannot cancel a synchronous response.' });
});
