import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { llmsimAnswers, startFakeServer, type FakeAnswer } from '../testing/fake-server.js';
import { sampleBody } from '../testing/sample-stats.js';
import { createStatsClient, parseServerUrl, type Answer } from './stats-client.js';

describe('parseServerUrl', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['localhost:8080', 'http://localhost:8080'],
    ['llmsim.example', 'http://llmsim.example'],
    ['https://example.com/llmsim-1/', 'https://example.com/llmsim-1'],
    ['http://127.0.0.1:8080/llmsim/stats?pretty#top', 'http://127.0.0.1:8080'],
    [' http://[::1]:8080 ', 'http://[::1]:8080'],
  ])('takes %j for %s', (typed, expected) => {
    expect(parseServerUrl(typed)).toBe(expected);
  });

  it.each(['', ' ', 'ftp://127.0.0.1', 'http://', 'http://a:99999', 'two words'])('refuses %j', (typed) => {
    expect(parseServerUrl(typed)).toBeUndefined();
  });
});

async function identify(answers: Readonly<Record<string, () => FakeAnswer>>): Promise<Answer> {
  const server = await startFakeServer(answers);
  const client = createStatsClient(server.url);
  try {
    return await client.identify();
  } finally {
    client.close();
    await server.close();
  }
}

/** A port of which it is certain that nobody listens there. */
async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

describe('createStatsClient', () => {
  it('reads the statistics of a llmsim, and keeps the body as it came', async () => {
    const answer = await identify(llmsimAnswers(() => sampleBody(60)));
    expect(answer).toMatchObject({ type: 'stats', body: { total_requests: 1200 } });
    expect(answer.type === 'stats' && answer.stats.snapshot.total_requests).toBe(1200);
  });

  it.each([
    [
      'another service',
      { '/health': () => ({ body: { status: 'ok' } }) },
      'without saying that it is llmsim',
    ],
    ['a web page', { '/health': () => ({ body: '<html>' }) }, 'without saying that it is llmsim'],
    ['a server without /health', {}, 'with status 404'],
    ['a broken server', { '/health': () => ({ status: 502, body: 'Bad gateway' }) }, 'with status 502'],
    [
      'a llmsim without statistics',
      { '/health': () => ({ body: { service: 'llmsim' } }) },
      'GET /llmsim/stats answers status 404',
    ],
    [
      'a llmsim with other statistics',
      llmsimAnswers(() => ({ requests: 1 })),
      'GET /llmsim/stats answers something else',
    ],
  ])('tells %s from a llmsim', async (_, answers, reason) => {
    const answer = await identify(answers);
    expect(answer.type).toBe('foreign');
    expect(answer.type === 'foreign' && answer.reason).toContain(reason);
  });

  it('says that nobody listens, which may change', async () => {
    const client = createStatsClient(`http://127.0.0.1:${await unusedPort()}`);
    const answer = { type: 'unreachable', reason: 'connection refused', permanent: false };
    expect(await client.identify()).toEqual(answer);
    expect(await client.poll()).toEqual(answer);
    client.close();
  });

  it('says that there is no such host, which will not change', async () => {
    const client = createStatsClient('http://no-such-host.invalid');
    const answer = await client.identify();
    client.close();
    // Without a name server to ask, nobody can know.
    if (answer.type === 'unreachable' && /name server|in time/.test(answer.reason)) return;
    expect(answer).toEqual({ type: 'unreachable', reason: 'there is no such host', permanent: true });
  });

  it('tells a server that does not speak HTTP from a llmsim', async () => {
    const server = createServer((socket) => socket.resume().end('SSH-2.0\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = createStatsClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await client.identify()).toEqual({ type: 'foreign', reason: 'it does not answer in HTTP' });
    client.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('asks over one connection', async () => {
    const server = await startFakeServer(llmsimAnswers(() => sampleBody(1)));
    const client = createStatsClient(server.url);
    await client.identify();
    for (let poll = 0; poll < 5; poll += 1) await client.poll();
    client.close();
    expect(server.connections()).toBe(1);
    await server.close();
  });

  it('gives up on a question when it is closed', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = createStatsClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const asked = client.poll();
    client.close();
    expect((await asked).type).toBe('unreachable');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
