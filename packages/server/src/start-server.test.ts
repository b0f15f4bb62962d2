import { createSimulator } from '@llmsim/core';
import { connectRaw, httpRequest, type RawClient } from '../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../fixtures/tiny-server.js';

const path = '/tiny/v1/say';
const small = (headers: Readonly<Record<string, string>> = {}) => httpRequest(path, { model: 'm' }, headers);

describe('a server', () => {
  let server: TinyServer;
  afterEach(() => server.close());

  const json = (received: string) => JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4)) as unknown;

  it('listens on this machine alone unless told otherwise', async () => {
    server = await startTinyServer();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  it('takes 2,000 connections at once', async () => {
    server = await startTinyServer();
    const clients = await Promise.all(Array.from({ length: 2000 }, () => connectRaw(server.port)));
    for (const client of clients) client.send(small({ connection: 'close' }));
    const ends = await Promise.all(clients.map(({ ended }) => ended));
    expect(ends.filter(({ text }) => text.startsWith('HTTP/1.1 200 '))).toHaveLength(2000);
    expect((await server.stats()).outcomes.completed).toBe(2000);
  });

  it('answers one connection too many with 503, and takes the next when there is room', async () => {
    server = await startTinyServer({ maxConnections: 2 });
    const first = [await connectRaw(server.port), await connectRaw(server.port)];
    for (const client of first) {
      client.send(small());
      await client.until(/"tokens":10/);
    }
    const refused = await connectRaw(server.port);
    refused.send(small());
    const { text } = await refused.ended;
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(text).toMatch(/connection: close/i);
    expect(json(text)).toMatchObject({
      error: 'overloaded',
      message: expect.stringContaining('2 connections') as string,
    });
    first[0]?.socket.destroy();
    await first[0]?.ended;
    let answer = '';
    while (!answer.startsWith('HTTP/1.1 200')) {
      const next = await connectRaw(server.port);
      next.send(small({ connection: 'close' }));
      answer = (await next.ended).text;
    }
  });

  it.each([
    ['says nothing at all', ''],
    ['does not finish its head', 'POST /tiny/v1/say HTTP/1.1\r\nhost: test\r\n'],
  ])('ends a connection whose client %s', async (_what, sent) => {
    server = await startTinyServer({ headersTimeoutMs: 100 });
    const client = await connectRaw(server.port);
    if (sent !== '') client.send(sent);
    const { text } = await client.ended;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(json(text)).toEqual({ error: 'invalid-request', message: 'The request did not arrive in time.' });
  });

  it('ends a connection whose client does not finish its request', async () => {
    server = await startTinyServer({ requestTimeoutMs: 100, headersTimeoutMs: 100 });
    const client = await connectRaw(server.port);
    client.send(small({ 'content-length': '1000' }));
    expect((await client.ended).text).toMatch(/^HTTP\/1\.1 408 /);
    expect((await server.stats()).active_requests).toBe(0);
    expect(server.defects).toEqual([]);
  });

  it('ends a connection that has nothing to do any more', async () => {
    server = await startTinyServer({ keepAliveTimeoutMs: 50 });
    const client = await connectRaw(server.port);
    client.send(small());
    expect((await client.ended).text).toMatch(/"tokens":10/);
  });

  it('ends a connection whose client does not read, and leaves those alone that wait for us', async () => {
    server = await startTinyServer({ idleTimeoutMs: 200, simulator: createSimulator() });
    const patient = await connectRaw(server.port);
    const instant = { 'x-llmsim-latency': 'instant' };
    const stalling = { ...instant, 'x-llmsim-fault': 'stall;after=2' };
    patient.send(httpRequest(path, { model: 'm', stream: true }, stalling));
    await patient.until(/delta.*delta/s);
    const deaf = await connectRaw(server.port);
    deaf.socket.pause();
    // More than the buffers of a system hold: 20 MB in all.
    const long = { ...instant, 'x-llmsim-tokens': '100000' };
    deaf.send(httpRequest(path, { model: 'm', stream: true }, long).repeat(8));
    const { tokens } = await server.until(
      ({ outcomes, active_requests }) => outcomes.cancelled === 1 && active_requests === 1,
    );
    expect(tokens.delivered).toBeLessThan(tokens.generated);
    expect(patient.socket.closed).toBe(false);
    patient.socket.destroy();
    deaf.socket.destroy();
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a length that is no number', small({ 'content-length': 'many' }), 400],
    ['two lengths', small({ 'Content-Length': '5' }), 400],
    ['headers that are too large', small({ 'x-large': 'x'.repeat(20_000) }), 431],
  ])('answers %s with JSON', async (_what, sent, status) => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(sent);
    const { text } = await client.ended;
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(json(text)).toHaveProperty('error', 'invalid-request');
  });

  it('does not mix an answer into a stream when rubbish follows its request', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', stream: true }, { 'x-llmsim-fault': 'stall;after=2' }));
    await client.until(/delta.*delta/s);
    client.send('rubbish\r\n\r\n');
    const { text } = await client.ended;
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    await server.until(({ active_requests }) => active_requests === 0);
  });

  it('serves a request that offers another protocol as if it had not', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    const offer = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    };
    client.send(small(offer));
    expect(await client.until(/"tokens":10/)).toMatch(/^HTTP\/1\.1 200 /);
    client.send(httpRequest(path, { model: 'm', stream: true }, { ...offer, connection: 'Upgrade, close' }));
    expect((await client.ended).text.match(/delta/g)).toHaveLength(10);
    expect((await server.stats()).outcomes.completed).toBe(2);
  });

  describe('with a limit on bodies', () => {
    const large = 'x'.repeat(3_000_000);
    beforeEach(async () => {
      server = await startTinyServer({ bodyLimitBytes: 1_500_000 });
    });

    const expectRefusal = async (client: RawClient, status: number) => {
      const { text, error } = await client.ended;
      expect(error).toBeUndefined();
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(text).toMatch(/connection: close/i);
      expect(json(text)).toHaveProperty('message');
    };

    it('refuses a body that is announced as too large, and ends the connection without losing the answer', async () => {
      const client = await connectRaw(server.port);
      client.send(httpRequest(path, { model: 'm', text: large }));
      await client.until(/413/);
      client.socket.end();
      await expectRefusal(client, 413);
    });

    it('refuses a body that turns out to be too large', async () => {
      const client = await connectRaw(server.port);
      const head = httpRequest(path, '', { 'transfer-encoding': 'chunked' }).replace(
        'content-length: 0\r\n',
        '',
      );
      client.send(head);
      client.send(`${large.length.toString(16)}\r\n${large}\r\n`);
      await client.until(/413/);
      client.socket.end();
      await expectRefusal(client, 413);
    });

    it('closes the connection of a client that goes on sending', async () => {
      const client = await connectRaw(server.port);
      client.send(small({ 'content-length': '999999999' }));
      await client.until(/413/);
      const { error } = await client.ended;
      expect(error).toBeUndefined();
    });

    it('keeps the connection where little is left to read', async () => {
      const client = await connectRaw(server.port);
      client.send(
        httpRequest(path, { model: 'm', text: 'x'.repeat(100_000) }, { 'content-type': 'text/plain' }),
      );
      await client.until(/415/);
      client.send(small());
      await client.until(/"tokens":10/);
    });

    it('answers fetch, whatever was refused', async () => {
      const headers = { 'content-type': 'text/plain' };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => fetch(server.sayUrl, { method: 'POST', body: large, headers })),
      );
      expect(answers.map(({ status }) => status)).toEqual([415, 415, 415, 415, 415]);
    });
  });

  it('reads bodies in chunks, however they are cut', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(
      httpRequest(path, '', { 'transfer-encoding': 'chunked' }).replace('content-length: 0\r\n', ''),
    );
    for (const byte of Buffer.from('{"model":"天"}')) client.send(Buffer.from([0x31, 13, 10, byte, 13, 10]));
    client.send('0\r\n\r\n');
    await client.until(/"tokens":10/);
    expect(Object.keys((await server.stats()).model_requests)).toEqual(['天']);
  });

  it('counts a client that leaves in the middle of its request as one that left', async () => {
    server = await startTinyServer();
    for (const url of [path, '/tiny/v1/echo']) {
      const client = await connectRaw(server.port);
      client.send(httpRequest(url, { model: 'm' }, { 'content-length': '1000' }));
      client.socket.end();
      await client.ended;
    }
    const { outcomes, models } = await server.until(({ total_requests }) => total_requests === 2);
    expect(outcomes).toMatchObject({ completed: 0, failed: 0, cancelled: 2, disconnected: 0 });
    expect(models).toEqual({});
    expect(server.defects).toEqual([]);
  });
});
