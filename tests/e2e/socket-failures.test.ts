import type { RunningServer } from '@llmsim/server';
import { WebSocket } from 'ws';
import { connectRaw, httpRequest } from '../../packages/server/fixtures/raw-client.js';
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
}

const question = JSON.stringify({ type: 'response.create', model: 'gpt-4o', input: 'Say hello.' });

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
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.send(question);
  return { types, code: await closed };
}

interface Frame {
  readonly opcode: number;
  /** How long its head says that it is, in bytes. */
  readonly length: number;
  /** What came of it. */
  readonly text: string;
}

const textOpcode = 1;

/** Frames as a server sends them: unmasked. */
function framesIn(bytes: Buffer): Frame[] {
  if (bytes.length === 0) return [];
  const short = bytes.readUInt8(1);
  const [start, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, bytes.readUInt16BE(2)]
        : [10, Number(bytes.readBigUInt64BE(2))];
  const text = bytes.toString('utf8', start, start + length);
  return [{ opcode: bytes.readUInt8(0) & 0x0f, length, text }, ...framesIn(bytes.subarray(start + length))];
}

/** The same, as a socket receives it: the frames after the upgrade. */
async function framesOf(fault: string): Promise<Frame[]> {
  const client = await connectRaw(server.port);
  const upgrade = {
    authorization: 'Bearer sk-test',
    'x-llmsim-fault': fault,
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  client.send(httpRequest('/openai/v1/responses', '', upgrade, 'GET'));
  await client.until(/^HTTP\/1\.1 101 [^]*\r\n\r\n/);
  // A text in one frame, masked with zeros.
  const head = Buffer.from([0x80 | textOpcode, 0x80 | question.length, 0, 0, 0, 0]);
  client.send(Buffer.concat([head, Buffer.from(question)]));
  await client.ended;
  const received = Buffer.concat(client.pieces);
  return framesIn(received.subarray(received.indexOf('\r\n\r\n') + 4));
}

it.each([1000, 1001, 1008, 1009, 1011, 1013, 4000])('socket-close closes with the code %i', async (code) => {
  const { types, code: seen } = await ask(`socket-close;after=2;code=${code}`);
  expect(seen).toBe(code);
  expect(types.filter((type) => type === 'response.output_text.delta')).toHaveLength(2);
  expect(types).not.toContain('response.completed');
});

it('socket-close with 1006 sends no close frame', async () => {
  expect((await ask('socket-close;code=1006')).code).toBe(1006);
  const frames = await framesOf('socket-close;code=1006');
  expect(new Set(frames.map(({ opcode }) => opcode))).toEqual(new Set([textOpcode]));
});

it('socket-cut ends in the middle of a message', async () => {
  expect((await ask('socket-cut;after=1')).code).toBe(1006);
  const frames = await framesOf('socket-cut;after=1');
  const { opcode, length, text } = frames.at(-1)!;
  expect({ opcode, text }).toEqual({ opcode: textOpcode, text: '{"type":"response.' });
  expect(length).toBeGreaterThan(text.length);
  expect(frames.slice(0, -1).filter((frame) => frame.length !== Buffer.byteLength(frame.text))).toEqual([]);
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
  socket.send(question);
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
