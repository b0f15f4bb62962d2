import type { RunningServer } from '@llmsim/server';
import { WebSocket } from 'ws';
import { startApiServer } from './api-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startApiServer(['openai', 'openresponses']);
});
afterAll(() => server.close());

interface Seen {
  /** The types of the messages. */
  readonly types: readonly string[];
  readonly code: number;
  /** Bytes of a message that came without its end. */
  readonly unfinished: number;
}

/** Asks for one turn over a WebSocket that a failure mode strikes, and watches it to its end. */
async function ask(fault: string): Promise<Seen> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/openai/v1/responses`, {
    headers: { authorization: 'Bearer sk-test', 'x-llmsim-fault': fault },
  });
  const types: string[] = [];
  socket.on('message', (data: Buffer) => {
    types.push((JSON.parse(data.toString()) as { type: string }).type);
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  const { _socket: below } = socket as unknown as { _socket: { bytesRead: number } };
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const { _receiver: receiver } = socket as unknown as { _receiver: { _bufferedBytes: number } };
  socket.send(JSON.stringify({ type: 'response.create', model: 'gpt-4o', input: 'Say hello.' }));
  const code = await closed;
  expect(below.bytesRead).toBeGreaterThan(0);
  return { types, code, unfinished: receiver._bufferedBytes };
}

it.each([1000, 1001, 1008, 1009, 1011, 1013, 4000])('socket-close closes with the code %i', async (code) => {
  const { types, code: seen } = await ask(`socket-close;after=2;code=${code}`);
  expect(seen).toBe(code);
  expect(types.filter((type) => type === 'response.output_text.delta')).toHaveLength(2);
  expect(types).not.toContain('response.completed');
});

it('socket-close with 1006 sends no close frame', async () => {
  expect((await ask('socket-close;code=1006')).code).toBe(1006);
});

it('socket-cut ends in the middle of a message', async () => {
  const { code, unfinished } = await ask('socket-cut;after=1');
  expect(code).toBe(1006);
  expect(unfinished).toBe('{"type":"response.'.length);
});

it('socket-expired ends the connection after the turn, as at its greatest age', async () => {
  const { types } = await ask('socket-expired');
  expect(types.at(-2)).toBe('response.completed');
  expect(types.at(-1)).toBe('error');
});

it.each(['no-pong', undefined])('pings with the mode %s', async (fault) => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/openai/v1/responses`, {
    headers: { authorization: 'Bearer sk-test', ...(fault !== undefined && { 'x-llmsim-fault': fault }) },
  });
  await new Promise((resolve) => socket.once('open', resolve));
  let pongs = 0;
  socket.on('pong', () => (pongs += 1));
  socket.ping();
  // A turn begins after the ping was read, and ends after its answer would have come.
  const over = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      if ((JSON.parse(data.toString()) as { type: string }).type === 'response.completed') resolve();
    });
  });
  socket.send(JSON.stringify({ type: 'response.create', model: 'gpt-4o', input: 'Say hello.' }));
  await over;
  expect(pongs).toBe(fault === undefined ? 1 : 0);
  socket.close();
});

it('a code that nobody may send is refused when the connection is opened', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/openai/v1/responses`, {
    headers: { authorization: 'Bearer sk-test', 'x-llmsim-fault': 'socket-close;code=1005' },
  });
  const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
  expect(error.message).toContain('400');
});
