import { acceptedAtMs, errorOf, found, lookUp, optionsOf } from '../../../fixtures/exchanges.js';
import { openResponsesDialect } from '../../open-responses-dialect.js';
import { createResponsesEndpoints } from '../responses-endpoints.js';

const dialect = {
  ...openResponsesDialect,
  parameters: new Set([...openResponsesDialect.parameters, 'conversation']),
};
const endpoints = createResponsesEndpoints(dialect, optionsOf());
const say = (content: string) => ({ role: 'user', content });
const begin = async (body?: object) => {
  const conversation = await found(endpoints, 'POST', '/conversations', body);
  return { conversation, url: `/conversations/${String(conversation['id'])}` };
};
const textsOf = (list: { data?: unknown }) =>
  (list.data as { content: { text: string }[] }[]).map(({ content }) => content[0]?.text).join('');

describe('a conversation', () => {
  it('has no other members in strict mode', async () => {
    const strict = createResponsesEndpoints(dialect, optionsOf({ strict: true }));
    expect(
      await errorOf(() => lookUp(strict, 'POST', '/conversations', { title: 'a' }), dialect),
    ).toMatchObject({
      message: "Unknown parameter: 'title'.",
      param: 'title',
      code: 'unknown_parameter',
    });
    await expect(lookUp(strict, 'POST', '/conversations', { metadata: {} })).resolves.toBeDefined();
  });

  it('begins with nothing, or with items and metadata', async () => {
    const { conversation, url } = await begin();
    expect(conversation).toEqual({
      id: expect.stringMatching(/^conv_[0-9a-f]{50}$/) as unknown,
      object: 'conversation',
      created_at: Math.floor(acceptedAtMs / 1000),
      metadata: {},
    });
    expect(await found(endpoints, 'GET', url)).toEqual(conversation);
    const other = await begin({ items: [say('a'), say('b')], metadata: { a: 'b' } });
    expect(other.conversation).toMatchObject({ metadata: { a: 'b' } });
    expect(textsOf(await found(endpoints, 'GET', `${other.url}/items`))).toBe('ba');
  });

  it('takes other metadata', async () => {
    const { url } = await begin({ items: [say('a')], metadata: { a: 'b' } });
    expect(await found(endpoints, 'POST', url, { metadata: { c: 'd' } })).toMatchObject({
      metadata: { c: 'd' },
    });
    expect(await found(endpoints, 'GET', url)).toMatchObject({ metadata: { c: 'd' } });
    expect(textsOf(await found(endpoints, 'GET', `${url}/items`))).toBe('a');
  });

  it('is gone after it was deleted', async () => {
    const { conversation, url } = await begin();
    const id = conversation['id'];
    expect(await found(endpoints, 'DELETE', url)).toEqual({
      id,
      object: 'conversation.deleted',
      deleted: true,
    });
    expect(await errorOf(() => lookUp(endpoints, 'GET', url), dialect)).toMatchObject({ status: 404 });
  });
});

describe('the items of a conversation', () => {
  it('grow, and each has an id of its own', async () => {
    const { url } = await begin({ items: [say('a')] });
    const added = await found(endpoints, 'POST', `${url}/items`, { items: [say('a'), say('b')] });
    expect(textsOf(added)).toBe('ab');
    expect(added).toMatchObject({ object: 'list', has_more: false });
    const all = await found(endpoints, 'GET', `${url}/items?order=asc`);
    expect(textsOf(all)).toBe('aab');
    expect(new Set((all['data'] as { id: string }[]).map(({ id }) => id)).size).toBe(3);
  });

  it('are shown in pages', async () => {
    const { url } = await begin({ items: ['a', 'b', 'c'].map(say) });
    const page = await found(endpoints, 'GET', `${url}/items?limit=2&order=asc`);
    expect(textsOf(page)).toBe('ab');
    expect(
      textsOf(await found(endpoints, 'GET', `${url}/items?order=asc&after=${String(page['last_id'])}`)),
    ).toBe('c');
  });

  it('are shown and deleted one by one', async () => {
    const { conversation, url } = await begin({ items: [say('a'), say('b')] });
    const { first_id: id } = await found(endpoints, 'GET', `${url}/items?order=asc`);
    expect(await found(endpoints, 'GET', `${url}/items/${String(id)}`)).toMatchObject({
      id,
      content: [{ text: 'a' }],
    });
    expect(await found(endpoints, 'DELETE', `${url}/items/${String(id)}`)).toEqual(conversation);
    expect(textsOf(await found(endpoints, 'GET', `${url}/items`))).toBe('b');
    expect(
      await errorOf(() => lookUp(endpoints, 'GET', `${url}/items/${String(id)}`), dialect),
    ).toMatchObject({
      status: 404,
      message: `Item with id '${String(id)}' not found in conversation with id '${String(conversation['id'])}'.`,
    });
  });
});

describe('what is wrong with conversations', () => {
  it.each([
    ['POST', '/conversations', [], 'body'],
    ['POST', '/conversations', { metadata: 'x' }, 'metadata'],
    ['POST', '/conversations', { items: 'x' }, 'items'],
    ['POST', '/conversations', { items: [{ role: 'tool', content: '' }] }, 'items[0].role'],
    ['POST', '/conversations', { items: Array.from({ length: 21 }, () => say('a')) }, 'items'],
    ['POST', 'ID', {}, 'metadata'],
    ['POST', 'ID/items', {}, 'items'],
  ] as const)('is said: %s %s %j', async (method, path, body, param) => {
    const { url } = await begin();
    const call = () => lookUp(endpoints, method, path.replace('ID', url), body);
    expect(await errorOf(call, dialect)).toMatchObject({ status: 400, param });
  });

  it.each([
    ['GET', '/conversations/x'],
    ['POST', '/conversations/x'],
    ['DELETE', '/conversations/x'],
    ['GET', '/conversations/x/items'],
    ['POST', '/conversations/x/items'],
    ['GET', '/conversations/x/items/y'],
    ['DELETE', '/conversations/x/items/y'],
  ] as const)('is said: %s %s is not there', async (method, path) => {
    expect(
      await errorOf(() => lookUp(endpoints, method, path, { metadata: {}, items: [] }), dialect),
    ).toMatchObject({
      status: 404,
      message: "Conversation with id 'x' not found.",
    });
  });
});
