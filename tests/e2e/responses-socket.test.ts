import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';
import type { RunningServer } from '@llmsim/server';
import { WebSocket } from 'ws';
import { saidText, startApiServer } from './api-server.js';

type Json = Record<string, unknown>;

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

const terminal = ['response.completed', 'response.incomplete', 'response.failed'];

/** A plain client: sends objects, and reads the events of one turn after another. */
async function connect(path: string) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, {
    headers: { authorization: 'Bearer sk-test' },
  });
  const unread: Json[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    unread.push(JSON.parse(data.toString()) as Json);
    wake();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const read = async (): Promise<Json> => {
    while (unread.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return unread.shift()!;
  };
  return {
    read,
    close: () => socket.close(),
    send: (message: object) => socket.send(JSON.stringify(message)),
    create(body: object = {}) {
      this.send({ type: 'response.create', model: 'gpt-4o', input: 'Say hello.', ...body });
    },
    async turn(): Promise<Json[]> {
      const events: Json[] = [];
      do events.push(await read());
      while (!terminal.includes(String(events.at(-1)?.['type'])) && events.at(-1)?.['status'] === undefined);
      return events;
    },
  };
}
const textOf = (events: Json[]) => events.map(({ delta }) => (delta as string | undefined) ?? '').join('');
const idOf = (events: Json[]) => (events[0]?.['response'] as { id: string }).id;

describe.each(['openai', 'openresponses'])('a WebSocket of %s', (name) => {
  const path = `/${name}/v1/responses`;

  it('answers one turn after another', async () => {
    const client = await connect(path);
    client.create();
    client.create();
    for (let turn = 0; turn < 2; turn += 1) {
      const events = await client.turn();
      expect(textOf(events)).toBe(saidText);
      expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    }
    client.close();
  });

  it('goes on from what it does not store, and not on another connection', async () => {
    const client = await connect(path);
    client.create({ store: false });
    const first = await client.turn();
    client.create({ store: false, previous_response_id: idOf(first), input: 'And then?' });
    const second = await client.turn();
    const tokensOf = (events: Json[]) =>
      (events.at(-1)?.['response'] as { usage: { input_tokens: number } }).usage.input_tokens;
    expect(tokensOf(second)).toBeGreaterThan(tokensOf(first));
    const other = await connect(path);
    other.create({ previous_response_id: idOf(second) });
    expect(await other.turn()).toMatchObject([
      { type: 'error', status: 400, error: { code: 'previous_response_not_found' } },
    ]);
    client.close();
    other.close();
  });

  it('sees failures, before and on the way, and goes on', async () => {
    const client = await connect(path);
    client.create({ model: 'broke' });
    expect(await client.turn()).toMatchObject([
      { type: 'error', status: 429, error: { code: 'insufficient_quota' } },
    ]);
    client.create({ model: 'breaks-off' });
    const events = await client.turn();
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['error', 'response.failed']);
    client.send({ type: 'unheard' });
    expect(await client.turn()).toMatchObject([{ type: 'error', status: 400 }]);
    client.create({ generate: false });
    expect(await client.turn()).toHaveLength(3);
    client.create();
    expect(textOf(await client.turn())).toBe(saidText);
    client.close();
  });
});

describe('the lanes of OpenAI', () => {
  it('run side by side', async () => {
    const client = await connect('/openai/v1/responses');
    client.create({ model: 'slow', stream_id: 'slow' });
    client.create({ stream_id: 'quick' });
    const lanes = new Map<unknown, Json[]>();
    let last: unknown;
    while (last !== 'quick') {
      const event = await client.read();
      const lane = event['stream_id'];
      lanes.set(lane, [...(lanes.get(lane) ?? []), event]);
      if (terminal.includes(String(event['type']))) last = lane;
    }
    expect(textOf(lanes.get('quick') ?? [])).toBe(saidText);
    expect(textOf(lanes.get('slow') ?? [])).not.toBe(saidText);
    client.close();
  });
});

describe('ResponsesWS of openai 7', () => {
  it('receives a whole turn', async () => {
    const client = new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'sk-test-12345678' });
    const socket = new ResponsesWS(client);
    const types: string[] = [];
    let text = '';
    await new Promise<void>((resolve, reject) => {
      socket.on('event', (event) => types.push(event.type));
      socket.on('response.output_text.delta', ({ delta }) => (text += delta));
      socket.on('response.completed', () => resolve());
      socket.on('error', reject);
      socket.send({ type: 'response.create', model: 'gpt-4o', input: 'Say hello.' });
    });
    socket.close();
    expect(text).toBe(saidText);
    expect(types.slice(0, 2)).toEqual(['response.created', 'response.in_progress']);
  });
});
