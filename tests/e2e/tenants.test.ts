import OpenAI from 'openai';
import type { RunningServer } from '@llmsim/server';
import { startApiServer } from './api-server.js';

let server: RunningServer;
const clientWith = (apiKey: string, path = 'openai') =>
  new OpenAI({ apiKey, baseURL: `${server.url}/${path}/v1`, maxRetries: 0 });

beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const notFound = expect.objectContaining({ status: 404 }) as unknown;

describe.each(['openai', 'openresponses'])('responses of %s', (path) => {
  it('are there for the key that made them and for no other', async () => {
    const [mine, theirs] = [clientWith('sk-mine', path), clientWith('sk-theirs', path)];
    const { id } = await mine.responses.create({ model: 'gpt-4o', input: 'Hello' });
    await expect(theirs.responses.retrieve(id)).rejects.toEqual(notFound);
    await expect(theirs.responses.inputItems.list(id)).rejects.toEqual(notFound);
    await expect(theirs.responses.delete(id)).rejects.toEqual(notFound);
    await expect(theirs.responses.cancel(id)).rejects.toEqual(notFound);
    await expect(
      theirs.responses.create({ model: 'gpt-4o', input: 'Go on', previous_response_id: id }),
    ).rejects.toMatchObject({ code: 'previous_response_not_found' });
    expect((await mine.responses.retrieve(id)).id).toBe(id);
    const next = await mine.responses.create({ model: 'gpt-4o', input: 'Go on', previous_response_id: id });
    expect(next.previous_response_id).toBe(id);
  });

  it('are not found by the ids of their items, either', async () => {
    const [mine, theirs] = [clientWith('sk-mine', path), clientWith('sk-theirs', path)];
    const { output } = await mine.responses.create({ model: 'gpt-4o', input: 'Hello' });
    const reference = { type: 'item_reference' as const, id: (output[0] as { id: string }).id };
    await expect(theirs.responses.create({ model: 'gpt-4o', input: [reference] })).rejects.toEqual(notFound);
    const input = [reference, { role: 'user' as const, content: 'Go on' }];
    expect((await mine.responses.create({ model: 'gpt-4o', input })).status).toBe('completed');
  });
});

it('keeps conversations and their items apart', async () => {
  const [mine, theirs] = [clientWith('sk-mine'), clientWith('sk-theirs')];
  const { id } = await mine.conversations.create({
    items: [{ type: 'message', role: 'user', content: 'Hello' }],
  });
  const [item] = (await mine.conversations.items.list(id)).data;
  const itemId = (item as { id: string }).id;
  const attempts = [
    () => theirs.conversations.retrieve(id),
    () => theirs.conversations.update(id, { metadata: { mine: 'now' } }),
    () => theirs.conversations.items.list(id),
    () => theirs.conversations.items.retrieve(itemId, { conversation_id: id }),
    () => theirs.conversations.items.delete(itemId, { conversation_id: id }),
    () => theirs.conversations.items.create(id, { items: [{ type: 'message', role: 'user', content: 'x' }] }),
    () => theirs.conversations.delete(id),
    () => theirs.responses.create({ model: 'gpt-4o', input: 'Hello', conversation: id }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toEqual(notFound);
  expect((await mine.conversations.items.list(id)).data).toHaveLength(1);
});

it('keeps stored completions apart', async () => {
  const [mine, theirs] = [clientWith('sk-mine'), clientWith('sk-theirs')];
  const { id } = await mine.chat.completions.create({
    model: 'gpt-4o',
    store: true,
    messages: [{ role: 'user', content: 'Hello' }],
  });
  const idsOf = async (client: OpenAI) => (await client.chat.completions.list()).data.map((one) => one.id);
  expect(await idsOf(theirs)).toEqual([]);
  await expect(theirs.chat.completions.retrieve(id)).rejects.toEqual(notFound);
  await expect(theirs.chat.completions.update(id, { metadata: {} })).rejects.toEqual(notFound);
  await expect(theirs.chat.completions.messages.list(id)).rejects.toEqual(notFound);
  await expect(theirs.chat.completions.delete(id)).rejects.toEqual(notFound);
  expect(await idsOf(mine)).toContain(id);
});

it('keeps apart what two keys store in the same words, though it has the same id', async () => {
  const make = (client: OpenAI) => client.responses.create({ model: 'gpt-4o', input: 'The same for both' });
  const [mine, theirs] = [clientWith('sk-a'), clientWith('sk-b')];
  const ids = [(await make(mine)).id, (await make(theirs)).id];
  await mine.responses.delete(ids[0] as string);
  expect((await theirs.responses.retrieve(ids[1] as string)).status).toBe('completed');
});
