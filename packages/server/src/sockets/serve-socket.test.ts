import { createGenerator, createSimulator, customLatencyProfile, type Steps } from '@llmsim/core';
import { createManualClock, type ManualClock } from '@llmsim/core/testing';
import type { Socket } from 'node:net';
import WebSocket from 'ws';
import { connectRaw } from '../../fixtures/raw-client.js';
import type { TinyHooks } from '../../fixtures/tiny-provider.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';
import type { ServerOptions } from '../start-server.js';

interface Client {
  readonly webSocket: WebSocket;
  /** Every message so far, parsed; what is no JSON stays text. */
  readonly messages: readonly unknown[];
  send(body: unknown): void;
  /** Resolves when so many messages have come. */
  count(messages: number): Promise<readonly unknown[]>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** `ECONNRESET`, if that is how it ended. */
  error: string | undefined;
}

let server: TinyServer;
afterEach(() => server.close());

async function connect(
  headers: Readonly<Record<string, string>> = {},
  path = '/tiny/v1/talk',
): Promise<Client> {
  const webSocket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers });
  const messages: unknown[] = [];
  const waiting = new Set<() => void>();
  webSocket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    try {
      messages.push(JSON.parse(text));
    } catch {
      messages.push(text);
    }
    for (const check of waiting) check();
  });
  const client: Client = {
    webSocket,
    messages,
    error: undefined,
    send: (body) => webSocket.send(typeof body === 'string' ? body : JSON.stringify(body)),
    count: (wanted) =>
      new Promise((resolve) => {
        const check = () => {
          if (messages.length < wanted) return;
          waiting.delete(check);
          resolve(messages);
        };
        waiting.add(check);
        check();
      }),
    closed: new Promise((resolve) =>
      webSocket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
  };
  // The library itself keeps quiet about how a connection ends.
  webSocket.on('upgrade', ({ socket }) =>
    socket.on('error', (error: NodeJS.ErrnoException) => {
      client.error = error.code;
    }),
  );
  await new Promise<void>((resolve, reject) => {
    webSocket.once('open', resolve);
    webSocket.once('error', reject);
  });
  webSocket.on('error', () => undefined);
  return client;
}

const deltasOf = (messages: readonly unknown[]) =>
  messages.flatMap((message) => (message as { delta?: string }).delta ?? []);

/** Ten tokens: the first after 100 ms, the others 10 ms apart. */
async function startSlowly(
  hooks: TinyHooks = {},
  options: Partial<ServerOptions> = {},
): Promise<ManualClock> {
  const clock = createManualClock();
  server = await startTinyServer(
    {
      clock,
      simulator: createSimulator({
        seed: 1,
        generator: createGenerator('fixed', { text: ' one two three four five six seven eight nine ten' }),
        latency: () => customLatencyProfile({ timeToFirstToken: 100, interTokenLatency: 10 }),
      }),
      ...options,
    },
    hooks,
  );
  return clock;
}

describe('turns over a WebSocket', () => {
  it('are played message by message, and notify the session when they are over', async () => {
    const outcomes: unknown[] = [];
    server = await startTinyServer({}, { finish: (_reply, outcome) => void outcomes.push(outcome) });
    const client = await connect();
    client.send({ model: 'm' });
    const messages = await client.count(12);
    expect(deltasOf(messages).join('')).toBe(' one two three four five six seven eight nine ten');
    expect(messages.slice(10)).toEqual([{ end: 10 }, { ended: 'completed', lane: '' }]);
    expect(outcomes).toEqual(['completed']);
    const stats = await server.stats();
    expect(stats).toMatchObject({
      total_requests: 1,
      outcomes: { completed: 1 },
      tokens: { generated: 10, delivered: 10, abandoned: 0 },
      websockets: { open: 1, total: 1 },
    });
    expect(stats.endpoints['talk']?.requests).toBe(1);
    client.webSocket.close();
    await client.closed;
    expect((await server.until(({ websockets }) => websockets.open === 0)).websockets).toEqual({
      open: 0,
      total: 1,
    });
    expect(server.defects).toEqual([]);
  });

  it('follow each other in a lane and run side by side in different ones, as the session wants', async () => {
    const clock = await startSlowly();
    const client = await connect();
    for (const lane of ['a', 'a', 'b']) client.send({ model: 'm', lane });
    await server.until(({ active_requests }) => active_requests === 2);
    clock.advance(190);
    const first = await client.count(24);
    expect(deltasOf(first)).toHaveLength(20);
    await server.until(
      ({ total_requests, active_requests }) => total_requests === 3 && active_requests === 1,
    );
    clock.advance(190);
    expect(deltasOf(await client.count(36))).toHaveLength(30);
    expect((await server.stats()).outcomes.completed).toBe(3);
  });

  it('wait for what the session remembers of the turn before', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let finished = 0;
    server = await startTinyServer(
      {},
      {
        finish: () => {
          finished += 1;
          return finished === 1 ? held : undefined;
        },
      },
    );
    const client = await connect();
    client.send({ model: 'm' });
    client.send({ model: 'm' });
    await client.count(11);
    expect((await server.stats()).total_requests).toBe(1);
    goOn();
    await client.count(24);
    expect((await server.stats()).outcomes.completed).toBe(2);
  });

  it.each([
    ['closes its socket', (client: Client) => client.webSocket.close()],
    ['vanishes', (client: Client) => client.webSocket.terminate()],
  ])('are cancelled when their client %s', async (_what, leave) => {
    const finished: string[] = [];
    const clock = await startSlowly({ finish: (_reply, outcome) => void finished.push(outcome) });
    const client = await connect();
    for (const lane of ['a', 'a', 'b']) client.send({ model: 'm', lane });
    await server.until(({ active_requests }) => active_requests === 2);
    clock.advance(120);
    await client.count(6);
    leave(client);
    const { outcomes, tokens } = await server.until(({ active_requests }) => active_requests === 0);
    expect(outcomes.cancelled).toBe(2);
    expect(tokens).toEqual({ generated: 20, delivered: 6, abandoned: 14 });
    clock.advance(1000);
    expect((await server.stats()).total_requests).toBe(2);
    expect(finished).toEqual(['cancelled', 'cancelled']);
    expect(server.defects).toEqual([]);
  });

  it('pause while their client does not read, and then go on', async () => {
    // More than the system buffers.
    server = await startTinyServer({ simulator: createSimulator() }, { padding: 'x'.repeat(4000) });
    const client = await connect({ 'x-llmsim-latency': 'instant', 'x-llmsim-tokens': '1000' });
    client.webSocket.pause();
    const lanes = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const lane of lanes) client.send({ model: 'm', lane });
    await server.until(({ tokens }) => tokens.generated === 6000);
    let before = -1;
    let stats = await server.stats();
    while (stats.tokens.delivered !== before) {
      before = stats.tokens.delivered;
      stats = await server.stats();
    }
    expect(before).toBeLessThan(6000);
    client.webSocket.resume();
    await server.until(({ outcomes }) => outcomes.completed === 6);
    expect((await server.stats()).tokens).toEqual({ generated: 6000, delivered: 6000, abandoned: 0 });
  }, 120_000);

  it('are not asked for any more while their client does not read what it was sent', async () => {
    server = await startTinyServer();
    const client = await connect();
    const raw = (client.webSocket as unknown as { readonly _socket: Socket })._socket;
    client.webSocket.pause();
    const before = process.memoryUsage().rss;
    for (let sent = 0; sent < 400_000; sent += 1) client.webSocket.send('rubbish');
    // The kernel's buffers hold some of it; the server does not want the rest.
    for (let round = 0; round < 30; round += 1) await server.stats();
    expect(raw.writableLength).toBeGreaterThan(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000);
    client.webSocket.terminate();
    await server.until(({ websockets }) => websockets.open === 0);
  }, 120_000);

  it('are refused beyond the limits, in the words of the API', async () => {
    server = await startTinyServer({ rateLimits: { requestsPerMinute: 1 }, clock: createManualClock() });
    const client = await connect();
    client.send({ model: 'm' });
    await client.count(12);
    client.send({ model: 'm' });
    expect((await client.count(14)).slice(12)).toEqual([
      { error: 'rate-limit', status: 429 },
      { ended: 'failed', lane: '', failure: 'rate-limit' },
    ]);
    expect((await server.stats()).errors.by_status).toEqual({ 429: 1 });
  });
});

describe('a failure mode over a WebSocket', () => {
  beforeEach(async () => {
    server = await startTinyServer();
  });

  it('before a turn is a message, and the connection goes on', async () => {
    const client = await connect({ 'x-llmsim-fault': 'overloaded' });
    client.send({ model: 'm' });
    client.send({ model: 'm' });
    const failed = [
      { error: 'overloaded', status: 503 },
      { ended: 'failed', lane: '', failure: 'overloaded' },
    ];
    expect(await client.count(4)).toEqual([...failed, ...failed]);
  });

  it('disconnect ends the connection in mid-turn without a closing handshake', async () => {
    const client = await connect({ 'x-llmsim-fault': 'disconnect;after=3' });
    client.send({ model: 'm' });
    expect(await client.closed).toEqual({ code: 1006, reason: '' });
    expect(client.error).toBeUndefined();
    expect(deltasOf(client.messages)).toHaveLength(3);
    const { outcomes, tokens, recent_failures } = await server.stats();
    expect(outcomes.disconnected).toBe(1);
    expect(tokens).toEqual({ generated: 10, delivered: 3, abandoned: 7 });
    expect(recent_failures[0]?.cause).toBe('disconnect');
  });

  it('reset resets it, and cuts the other turns too', async () => {
    await server.close();
    const clock = await startSlowly();
    const client = await connect({ 'x-llmsim-fault': 'reset;after=3' });
    client.send({ model: 'm', lane: 'a' });
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(5);
    client.send({ model: 'm', lane: 'b' });
    await server.until(({ active_requests }) => active_requests === 2);
    clock.advance(116);
    await client.closed;
    expect(client.error).toBe('ECONNRESET');
    const { outcomes } = await server.until(({ active_requests }) => active_requests === 0);
    expect(outcomes).toMatchObject({ completed: 0, failed: 0, cancelled: 0, disconnected: 2 });
  });

  it('stall holds one turn up, and its connection goes on', async () => {
    await server.close();
    const clock = createManualClock();
    server = await startTinyServer({ clock });
    const client = await connect({ 'x-llmsim-fault': 'stall;after=3;ms=5000' });
    client.send({ model: 'm' });
    await client.count(3);
    clock.advance(4999);
    await server.stats();
    expect(client.messages).toHaveLength(3);
    clock.advance(1);
    await client.count(12);
    expect((await server.stats()).outcomes.completed).toBe(1);
  });

  it('corrupt-frame cuts the JSON of one message', async () => {
    const client = await connect({ 'x-llmsim-fault': 'corrupt-frame;after=3' });
    client.send({ model: 'm' });
    const messages = await client.count(12);
    expect(messages.findIndex((message) => typeof message === 'string')).toBe(3);
  });

  it('split-utf8 cuts a message into fragments, which together are right', async () => {
    await server.close();
    server = await startTinyServer({
      simulator: createSimulator({ generator: createGenerator('fixed', { text: '天空 天空 天空' }) }),
    });
    const client = await connect({ 'x-llmsim-fault': 'split-utf8;after=1' });
    client.send({ model: 'm' });
    await server.until(({ outcomes }) => outcomes.completed === 1);
    await client.count(3);
    expect('天空 天空 天空'.startsWith(deltasOf(client.messages).join(''))).toBe(true);
    expect(client.webSocket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('a WebSocket', () => {
  async function refusalOf(
    headers: Readonly<Record<string, string>>,
    path?: string,
  ): Promise<[number, unknown]> {
    const webSocket = new WebSocket(`${server.url.replace('http', 'ws')}${path ?? '/tiny/v1/talk'}`, {
      headers,
    });
    return new Promise((resolve, reject) => {
      webSocket.on('open', () => reject(new Error('It was accepted.')));
      webSocket.on('error', () => undefined);
      webSocket.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (piece: Buffer) => (body += piece.toString()));
        response.on('end', () => resolve([response.statusCode ?? 0, JSON.parse(body)]));
      });
    });
  }

  it('needs a key where one is needed', async () => {
    server = await startTinyServer({ apiKeys: ['sk-one'] });
    expect(await refusalOf({})).toMatchObject([401, { error: 'authentication' }]);
    await connect({ authorization: 'Bearer sk-one' });
  });

  it('is served under the alias too, and nowhere else', async () => {
    server = await startTinyServer({ alias: 'tiny' });
    await connect({}, '/v1/talk?a=1');
    expect(await refusalOf({}, '/v1/say')).toMatchObject([404, { error: 'not-found' }]);
    expect(await refusalOf({}, '/elsewhere')).toMatchObject([404, { error: 'not-found' }]);
  });

  it('is refused with the reason of its endpoint, of control headers or of its origin', async () => {
    server = await startTinyServer({ corsOrigins: ['https://app.example'] });
    expect(await refusalOf({}, '/tiny/v1/talk?refuse=1')).toMatchObject([403, { message: 'Not you.' }]);
    expect(await refusalOf({ 'x-llmsim-fault': 'explode' })).toMatchObject([
      400,
      { param: 'x-llmsim-fault' },
    ]);
    expect(await refusalOf({ origin: 'https://evil.example' })).toMatchObject([403, { error: 'permission' }]);
    await connect({ origin: 'https://app.example' });
  });

  it('beyond the limit is refused, until another closes', async () => {
    server = await startTinyServer({ maxWebSockets: 1 });
    const first = await connect();
    expect(await refusalOf({})).toMatchObject([503, { error: 'overloaded' }]);
    first.webSocket.close();
    await server.until(({ websockets }) => websockets.open === 0);
    await connect();
  });

  it('that is too old is told so and closed, whatever it is doing', async () => {
    const clock = await startSlowly();
    const idle = await connect();
    const busy = await connect({ 'x-llmsim-fault': 'stall;after=3' });
    busy.send({ model: 'm' });
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(59_000);
    expect((await server.stats()).websockets.open).toBe(2);
    clock.advance(2000);
    for (const client of [idle, busy]) {
      expect(await client.closed).toEqual({ code: 1000, reason: 'expired' });
      expect(client.messages.at(-1)).toEqual({ error: 'expired' });
    }
    const { outcomes } = await server.until(({ active_requests }) => active_requests === 0);
    expect(outcomes.cancelled).toBe(1);
  });

  it('gets an answer to what is no request, and to what is nested too deeply', async () => {
    server = await startTinyServer();
    const client = await connect();
    client.send('rubbish');
    client.send(`{"model":"m","text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    client.send('x'.repeat(1_000_000));
    expect(await client.count(3)).toEqual(Array(3).fill({ error: 'invalid-request' }));
    client.webSocket.send(Buffer.from([1, 2, 3]));
    expect((await client.closed).code).toBe(1003);
    expect(server.defects).toEqual([]);
  });

  it('is closed if a message is larger than the limit on bodies', async () => {
    server = await startTinyServer({ bodyLimitBytes: 1000 });
    const client = await connect();
    client.send('x'.repeat(1001));
    expect((await client.closed).code).toBe(1009);
  });

  it('whose messages wait by the thousand is closed, and nothing of them is kept', async () => {
    server = await startTinyServer({}, { parse: () => new Promise(() => undefined) });
    const client = await connect();
    const raw = (client.webSocket as unknown as { readonly _socket: Socket })._socket;
    // `{}` in a frame. In one piece, so that the server has them before it can stop reading.
    const frame = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d]);
    raw.write(Buffer.concat(Array.from({ length: 5000 }, () => frame)));
    expect(await client.closed).toMatchObject({ code: 1008 });
    expect((await server.until(({ websockets }) => websockets.open === 0)).total_requests).toBe(0);
  });

  it('whose client leaves while its session computes is no defect, and nothing is computed any more', async () => {
    function* endless(): Steps<void> {
      for (;;) yield;
    }
    let leave: (() => void) | undefined;
    let leftBehind: (error: unknown) => void;
    const left = new Promise((resolve) => (leftBehind = resolve));
    server = await startTinyServer(
      {},
      {
        async parse({ inSteps }) {
          if (leave === undefined) return;
          leave();
          leave = undefined;
          await inSteps?.(endless()).catch((error: unknown) => {
            leftBehind(error);
            throw error;
          });
        },
      },
    );
    const client = await connect();
    leave = () => client.webSocket.terminate();
    client.send({ model: 'm' });
    expect(await left).toMatchObject({ message: 'The client left.' });
    const other = await connect();
    other.send({ model: 'm' });
    await other.count(12);
    expect(server.defects).toEqual([]);
  });

  it('whose session hits a defect is closed, and others go on', async () => {
    let broken = true;
    server = await startTinyServer(
      {},
      { parse: () => (broken ? Promise.reject(new Error('a defect')) : Promise.resolve()) },
    );
    const client = await connect();
    const other = await connect();
    client.send({ model: 'm' });
    expect((await client.closed).code).toBe(1011);
    expect(server.defects).toHaveLength(1);
    broken = false;
    other.send({ model: 'm' });
    await other.count(12);
  });

  it('is told that the server goes away: at once if it is idle, else after its turns', async () => {
    const clock = await startSlowly();
    const idle = await connect();
    const busy = await connect();
    busy.send({ model: 'm' });
    await server.until(({ active_requests }) => active_requests === 1);
    const closing = server.close(10_000);
    expect((await idle.closed).code).toBe(1001);
    busy.send({ model: 'm' });
    clock.advance(190);
    expect((await busy.closed).code).toBe(1001);
    expect(deltasOf(busy.messages)).toHaveLength(10);
    await closing;
  });

  it('whose handshake is wrong is refused', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(
      'GET /tiny/v1/talk HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    );
    expect((await client.ended).text).toMatch(/^HTTP\/1\.1 400 /);
    expect((await server.stats()).websockets.total).toBe(0);
  });
});
