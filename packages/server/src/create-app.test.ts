import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createGenerator, createSimulator, latencyProfile } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { connectRaw, httpRequest } from '../fixtures/raw-client.js';
import { createTinyProvider } from '../fixtures/tiny-provider.js';
import { startTinyServer, tinySimulator, type TinyServer } from '../fixtures/tiny-server.js';
import { createApp } from './create-app.js';

let server: TinyServer;
afterEach(() => server.close());

describe('API keys', () => {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  it('are not needed unless some are configured', async () => {
    server = await startTinyServer({ apiKeys: [] });
    expect((await server.say({})).status).toBe(200);
  });

  it('are needed on every path of a provider, and not to see how the server does', async () => {
    server = await startTinyServer({ apiKeys: ['sk-one', 'sk-two'] });
    expect((await server.say({})).status).toBe(401);
    expect((await server.say({}, bearer('sk-three'))).status).toBe(401);
    expect((await server.say({}, bearer('sk-two'))).status).toBe(200);
    const thing = `${server.url}/tiny/v1/things/1`;
    expect((await fetch(thing)).status).toBe(401);
    expect((await fetch(thing, { headers: bearer('sk-one') })).status).toBe(200);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    const { outcomes, errors } = await server.stats();
    expect(outcomes).toMatchObject({ completed: 2, failed: 3 });
    expect(errors.by_status).toEqual({ 401: 3 });
  });
});

describe('pages in browsers', () => {
  const preflight = (url: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');

  it('may use the APIs from anywhere, and not look into the server', async () => {
    server = await startTinyServer({ apiKeys: ['sk-one'] });
    const asked = await preflight(server.sayUrl);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'authorization,content-type',
    });
    for (const body of [{}, { stream: true }, { model: 1 }]) {
      const answer = await server.say(body, {
        origin: 'https://app.example',
        authorization: 'Bearer sk-one',
      });
      expect(allowed(answer)).toBe('*');
    }
    expect(allowed(await server.say({}, { authorization: 'Bearer sk-one' }))).toBeNull();
    for (const path of ['/llmsim/stats', '/metrics', '/health']) {
      const answer = await fetch(`${server.url}${path}`, { headers: { origin: 'https://app.example' } });
      expect(allowed(answer)).toBeNull();
    }
  });

  it('may do what is configured for their origin', async () => {
    server = await startTinyServer({
      corsOrigins: ['https://app.example'],
      operationsCorsOrigins: ['https://board.example'],
    });
    expect(allowed(await preflight(server.sayUrl))).toBe('https://app.example');
    expect(allowed(await server.say({}, { origin: 'https://other.example' }))).toBeNull();
    const stats = (origin: string) => fetch(`${server.url}/llmsim/stats`, { headers: { origin } });
    expect(allowed(await stats('https://board.example'))).toBe('https://board.example');
    expect(allowed(await stats('https://app.example'))).toBeNull();
  });
});

describe('the alias', () => {
  it('serves one provider without its name in the path too', async () => {
    server = await startTinyServer({ alias: 'tiny' });
    const answer = await fetch(`${server.url}/v1/things/9`);
    expect(await answer.json()).toEqual({ id: '9' });
    expect((await fetch(`${server.url}/tiny/v1/things/9`)).status).toBe(200);
  });

  it('is off unless asked for, and must name a provider', async () => {
    server = await startTinyServer();
    expect((await fetch(`${server.url}/v1/things/9`)).status).toBe(404);
    expect(() => createApp({ providers: [createTinyProvider()], alias: 'big' })).toThrow(
      'The alias "big" is no provider. There are: tiny.',
    );
  });
});

describe('rate limits', () => {
  const left = (answer: Response) => [
    answer.headers.get('x-left-requests'),
    answer.headers.get('x-left-tokens'),
  ];

  it('refuse what is too much, until time has passed, for each key and model', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, rateLimits: { requestsPerMinute: 2 } });
    expect(left(await server.say({}))).toEqual(['1', null]);
    expect(left(await server.say({ stream: true }))).toEqual(['0', null]);
    const refused = await server.say({});
    expect(refused.status).toBe(429);
    expect(left(refused)).toEqual(['0', null]);
    expect(await refused.json()).toEqual({
      error: 'rate-limit',
      limit: { scope: 'requests', limit: 2, used: 2, requested: 1, retryAfterMs: 30_000 },
    });
    expect((await server.say({ model: 'other' })).status).toBe(200);
    expect((await server.say({}, { authorization: 'Bearer sk-other' })).status).toBe(200);
    clock.advance(30_000);
    expect((await server.say({})).status).toBe(200);
    const { outcomes, tokens, rate_limits, recent_failures } = await server.stats();
    expect(outcomes).toMatchObject({ completed: 5, failed: 1 });
    expect(tokens).toEqual({ generated: 50, delivered: 50, abandoned: 0 });
    expect(recent_failures[0]).toMatchObject({ status: 429, cause: 'rate-limit' });
    expect(rate_limits).toMatchObject({ tracked: 3, refused: { requests: 1, tokens: 0 } });
  });

  it('charge the prompt and all output that is allowed, and afterwards what it really was', async () => {
    const clock = createManualClock();
    const options = { clock, rateLimits: { tokensPerMinute: 1000 } };
    server = await startTinyServer(options);
    // Eight tokens of prompt: three and one around "hello", four of the message.
    const prompt = (await server.say({ text: 'hello' }).then(() => server.stats())).prompt_tokens;
    const afterFirst = 1000 - prompt - 10;
    const second = await server.say({ text: 'hello', max: 500 });
    expect(left(second)).toEqual([null, String(afterFirst - prompt - 500)]);
    const third = await server.say({ text: 'hello' });
    expect(left(third)).toEqual([null, String(afterFirst - prompt - 10 - prompt)]);
  });

  it('refuse what could never fit, and charge nothing for it', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, rateLimits: { tokensPerMinute: 1000, requestsPerMinute: 5 } });
    const refused = await server.say({ max: 2000 });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ limit: { scope: 'tokens', limit: 1000 } });
    expect(left(refused)).toEqual(['5', '1000']);
  });

  it('give back what a request that failed did not use', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, rateLimits: { tokensPerMinute: 1000 } });
    await server.say({ max: 900 }, { 'x-llmsim-fault': 'server-error' });
    expect((await server.say({ max: 900 })).status).toBe(200);
  });

  it('may be kept by somebody else, who answers later', async () => {
    const asked: unknown[] = [];
    server = await startTinyServer({
      rateLimiter: {
        remaining: () => ({}),
        admit(use) {
          asked.push(['admit', use.model]);
          return Promise.resolve({ remaining: { requests: { limit: 9, remaining: 4, resetMs: 1 } } });
        },
        correct: (use) => void asked.push(['correct', use.model]),
        snapshot: () =>
          Promise.resolve({
            tracked: 0,
            refused: { requests: 0, tokens: 0, input_tokens: 0, output_tokens: 0 },
            latest: [],
          }),
      },
    });
    expect(left(await server.say({}))).toEqual(['4', null]);
    expect(asked).toEqual([
      ['admit', 'tiny'],
      ['correct', 'tiny'],
    ]);
  });

  it('stay as they are used when other settings change', async () => {
    const clock = createManualClock();
    const options = {
      clock,
      providers: [createTinyProvider()],
      simulator: createSimulator({ latency: () => latencyProfile('instant') }),
      rateLimits: { requestsPerMinute: 1 },
    };
    server = await startTinyServer(options);
    expect((await server.say({})).status).toBe(200);
    server.reconfigure({ ...options, apiKeys: [] });
    expect((await server.say({})).status).toBe(429);
    server.reconfigure({ ...options, rateLimits: { requestsPerMinute: 2 } });
    expect((await server.say({})).status).toBe(200);
  });
});

describe('a long prompt', () => {
  it('is counted a little at a time, so that other requests go on', async () => {
    server = await startTinyServer({
      simulator: createSimulator({ seed: 1, generator: createGenerator('fixed', { text: 'ok' }) }),
    });
    // Words that no cache has seen, more than can be counted at once.
    const words = Array.from({ length: 60_000 }, (_, index) => `w${index.toString(36)}`).join(' ');
    const headers = { 'x-llmsim-latency': 'instant' };
    await server.say({}, headers);
    const order: string[] = [];
    const long = server.say({ text: words }, headers).then(() => order.push('long'));
    const client = await connectRaw(server.port);
    await server.until(({ active_requests }) => active_requests === 1);
    client.send(httpRequest('/tiny/v1/say', { model: 'tiny' }, { ...headers, connection: 'close' }));
    await client.ended.then(() => order.push('short'));
    await long;
    expect(order).toEqual(['short', 'long']);
  });
});

describe('readiness', () => {
  it('is what the server says of itself, while it serves all the same', async () => {
    let reason: string | undefined = 'starting: something is loaded';
    server = await startTinyServer({ notReady: () => reason });
    const ready = () => fetch(`${server.url}/ready`);
    const early = await ready();
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({ status: 'not ready', reason });
    expect((await server.say({})).status).toBe(200);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    reason = undefined;
    expect((await ready()).status).toBe(200);
  });
});

describe('a server that is to end', () => {
  it('takes no new connections, and says on one with an open request that it is not ready', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    // Once the first is answered, the beginning of the second has been read too.
    client.send('GET /health HTTP/1.1\r\nhost: test\r\n\r\nGET /ready HTTP/1.1\r\nhost: test\r\n');
    await client.until(/"ok"/);
    const closed = server.close(10_000);
    await expect(connectRaw(server.port)).rejects.toThrow(/ECONNREFUSED/);
    client.send('\r\n');
    expect(await client.until(/HTTP\/1\.1 503 [^]*\}/)).toMatch(/"not ready"[^]*"draining: /);
    await closed;
  });
});

describe('a server and an app that is mounted', () => {
  it.each([
    ['a whole reply', {}],
    ['a stream', { stream: true }],
    ['a refusal', { model: 1 }],
  ])('answer alike: %s', async (_, body) => {
    server = await startTinyServer();
    const host = express().disable('x-powered-by');
    host.use('/below', createApp({ providers: [createTinyProvider()], simulator: tinySimulator() }));
    const listening = host.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const ask = async (url: string) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tiny', ...body }),
      });
      return { status: answer.status, headers: [...answer.headers.keys()].sort(), body: await answer.text() };
    };
    const direct = await ask(server.sayUrl);
    for (const url of [`${server.sayUrl}?a=query`, `http://127.0.0.1:${port}/below/tiny/v1/say`]) {
      expect(await ask(url)).toEqual(direct);
    }
    listening.closeAllConnections();
    listening.close();
  });
});
