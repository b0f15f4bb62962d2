import { startWatchedServer, type WatchedServer } from './watched-server.js';

let server: WatchedServer;
beforeAll(async () => {
  server = await startWatchedServer([], {
    LLMSIM_LIMITS_REQUESTS_PER_MINUTE: '1000000',
    LLMSIM_LOG_LEVEL: 'debug',
  });
});
afterAll(() => server.stop());

const requests = 8;
const megabyte = 1_000_000;

/** What a client sends; the rest is as usual. */
interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const chat = '/v1/chat/completions';
const responses = '/v1/responses';
const tolerant = '/openresponses/v1/responses';
const messages = '/anthropic/v1/messages';
const hi = [{ role: 'user', content: 'Hi' }];
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' } } });

async function send({ path = chat, method = 'POST', headers, body = {} }: Sent): Promise<number> {
  const usual = path.startsWith(chat)
    ? { messages: [{ role: 'user', content: 'Hi' }] }
    : { input: 'Hi', store: false };
  const response = await fetch(server.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer sk-test',
      'x-llmsim-tokens': '5',
      ...headers,
    },
    ...(method === 'POST' && { body: JSON.stringify({ model: 'gpt-4o', ...usual, ...body }) }),
  });
  await response.body?.pipeTo(new WritableStream());
  return response.status;
}

/** Places for a name that a client may choose, of two megabytes in bodies and as long as may be in heads. */
const places: readonly (readonly [string, (name: string) => Sent])[] = [
  ['model', (model) => ({ body: { model } })],
  ['model of a stream', (model) => ({ body: { model, stream: true } })],
  ['model of a response', (model) => ({ path: responses, body: { model } })],
  ['user', (user) => ({ body: { user } })],
  ['safety_identifier', (safety_identifier) => ({ body: { safety_identifier } })],
  ['prompt_cache_key', (prompt_cache_key) => ({ body: { prompt_cache_key } })],
  ['prompt_cache_key of a response', (prompt_cache_key) => ({ path: responses, body: { prompt_cache_key } })],
  ['metadata', (name) => ({ body: { metadata: { [name]: name } } })],
  ['metadata of a response', (name) => ({ path: responses, body: { metadata: { [name]: name } } })],
  ['name of a tool', (name) => ({ body: { tools: [tool(name)] } })],
  [
    'tool that is to be called',
    (name) => ({ body: { tools: [tool('f')], tool_choice: { type: 'function', function: { name } } } }),
  ],
  ['name of a speaker', (name) => ({ body: { messages: [{ role: 'user', name, content: 'Hi' }] } })],
  ['stop sequence', (stop) => ({ body: { stop } })],
  ['service_tier', (service_tier) => ({ body: { service_tier } })],
  ['parameter nobody knows', (name) => ({ body: { [name]: 1 } })],
  ['previous_response_id', (previous_response_id) => ({ path: responses, body: { previous_response_id } })],
  ['conversation', (conversation) => ({ path: responses, body: { conversation } })],
  ['id of an item', (id) => ({ path: responses, body: { input: [{ type: 'item_reference', id }] } })],
  ['prompt', (name) => ({ body: { messages: [{ role: 'user', content: name }] } })],
  [
    'metadata of a tolerant API',
    (name) => ({ path: tolerant, body: { metadata: { [name]: name }, user: name } }),
  ],
  [
    'stream_id of a tolerant API',
    (stream_id) => ({ path: tolerant, body: { stream_id, safety_identifier: stream_id } }),
  ],
  ['model of a message', (model) => ({ path: messages, body: { model, max_tokens: 5, messages: hi } })],
  [
    'user of a message',
    (user_id) => ({ path: messages, body: { metadata: { user_id }, max_tokens: 5, messages: hi } }),
  ],
  ['key', (name) => ({ headers: { authorization: `Bearer ${name.slice(0, 15_000)}` } })],
  ['idempotency-key', (name) => ({ headers: { 'idempotency-key': name.slice(0, 15_000) } })],
  ['control header', (name) => ({ headers: { 'x-llmsim-seed': name.slice(0, 15_000) } })],
  ['path', (name) => ({ method: 'GET', path: `/v1/${name.slice(0, 15_000)}` })],
  ['id in a path', (name) => ({ method: 'GET', path: `${responses}/${name.slice(0, 15_000)}` })],
  ['query', (name) => ({ method: 'GET', path: `${responses}?after=${name.slice(0, 15_000)}` })],
  ['mark', (name) => ({ path: `/llmsim/stats/mark?name=${name.slice(0, 15_000)}` })],
];

it.each(places)('does not keep the %s, however long it is', async (_place, of) => {
  const ask = async (round: number) => {
    // Not one letter over and over, of which V8 may keep little.
    const name = Array.from({ length: megabyte / 4 }, (_, index) => `${round}-${index.toString(36)}`)
      .join('')
      .slice(0, 2 * megabyte);
    return send(of(name));
  };
  // What the first request of a kind brings along stays.
  await ask(0);
  const { keptBytes: before } = await server.look();
  const statuses = new Set<number>();
  for (let round = 1; round <= requests; round += 1) statuses.add(await ask(round));
  // The last one may be held for a moment.
  await send({});
  const { keptBytes: after } = await server.look();
  for (const status of statuses) expect(status).toBeLessThan(500);
  expect((after - before) / megabyte).toBeLessThan(1);
});

it('does not keep thousands of keys, seeds and paths that are as long as a head may be', async () => {
  const rounds = 1000;
  const ask = async (round: number) => {
    const name = `${round}-`.repeat(4000).slice(0, 12_000);
    await send({ headers: { authorization: `Bearer ${name}`, 'x-llmsim-tokens': '1' } });
    await send({ headers: { 'x-llmsim-seed': name, 'x-llmsim-tokens': '1' }, body: { model: name } });
    await send({ method: 'GET', path: `/v1/${name}` });
  };
  await ask(0);
  const { keptBytes: before } = await server.look();
  for (let round = 1; round <= rounds; round += 1) await ask(round);
  const { keptBytes: after } = await server.look();
  // Of the 60 MB that were sent; a full ledger is most of it.
  expect((after - before) / megabyte).toBeLessThan(10);
});

it('shows names as they are kept', async () => {
  const lengthOf = async (path: string) => (await (await fetch(server.url + path)).text()).length;
  const { requests: shown } = (await (await fetch(`${server.url}/llmsim/requests`)).json()) as {
    requests: object[];
  };
  expect(shown.length).toBeGreaterThan((places.length * requests) / 2);
  for (const request of shown) expect(JSON.stringify(request).length).toBeLessThan(5000);
  expect(await lengthOf('/llmsim/stats')).toBeLessThan(100_000);
  expect(await lengthOf('/metrics')).toBeLessThan(200_000);
});
