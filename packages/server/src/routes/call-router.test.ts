import { connectRaw } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';
import type { LedgerEntry } from '../operations/request-ledger.js';

let server: TinyServer;
afterEach(() => server.close());

const ledger = async () =>
  ((await (await fetch(`${server.url}/llmsim/requests`)).json()) as { requests: readonly LedgerEntry[] })
    .requests;

describe('a request for an endpoint that is not there', () => {
  it.each([
    ['POST', '/tiny/v1/embeddings', 404, 'not-found'],
    ['POST', '/nowhere/v1/say', 404, 'not-found'],
    ['PUT', '/tiny/v1/say', 405, 'method-not-allowed'],
    ['GET', '/tiny/v1/things/%E0%A4%A', 400, 'invalid-request'],
  ])('leaves a trace: %s %s', async (method, path, status, cause) => {
    server = await startTinyServer();
    expect((await fetch(`${server.url}${path}`, { method })).status).toBe(status);
    const stats = await server.until(({ total_requests }) => total_requests === 1);
    expect(stats.endpoints).toMatchObject({ unknown: { requests: 1, errors: 1 } });
    expect(stats.models).toEqual({});
    expect(stats.errors.by_status).toEqual({ [status]: 1 });
    expect(await ledger()).toMatchObject([{ endpoint: 'unknown', model: null, method, path, status, cause }]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('llmsim_requests_total{endpoint="unknown"} 1');
    expect(metrics).not.toContain('model=""');
  });

  it('is logged as it was asked for, with the paths that are served', async () => {
    server = await startTinyServer({ alias: 'tiny' });
    const answer = await fetch(`${server.url}/nowhere/v1/say?x=1`, { method: 'POST' });
    expect(await answer.json()).toMatchObject({
      message: 'There is nothing at POST /nowhere/v1/say. This server simulates APIs below /tiny/v1, /v1.',
    });
  });

  it('is counted where it wants to become a WebSocket too', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(
      'GET /tiny/v1/nothing HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
        'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await client.until(/404/);
    expect(await ledger()).toMatchObject([{ endpoint: 'unknown', path: '/tiny/v1/nothing', status: 404 }]);
  });
});

it('counts look-ups, and leaves them out of how long models take', async () => {
  server = await startTinyServer();
  expect((await server.stats()).min_latency_ms).toBeNull();
  expect((await fetch(`${server.url}/tiny/v1/things/a`)).status).toBe(200);
  const stats = await server.stats();
  expect(stats.endpoints).toMatchObject({ lookup: { requests: 1, errors: 0 } });
  expect(stats).toMatchObject({ total_requests: 1, models: {}, min_latency_ms: null });
});

it('writes down what a refusal said and which field it was about', async () => {
  server = await startTinyServer();
  await server.say({ model: 5 });
  expect(await ledger()).toMatchObject([
    { path: '/tiny/v1/say', model: null, error: { message: 'There is no model.', param: 'model' } },
  ]);
});

it.each([
  ['/tiny/v1/things/a', 'a'],
  ['/tiny/v1/things/a%20b/', 'a b'],
  ['/tiny/v1/things/a?b=c', 'a'],
])('finds a path with parameters: %s', async (path, id) => {
  server = await startTinyServer();
  expect(await (await fetch(`${server.url}${path}`)).json()).toEqual({ id });
});

it('takes a whole URL as clients of a proxy send it', async () => {
  server = await startTinyServer();
  const client = await connectRaw(server.port);
  client.send(
    'GET http://somewhere.example/tiny/v1/things/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  );
  expect((await client.ended).text).toContain('{"id":"a"}');
});

describe('GET /', () => {
  it('is a page of links for browsers', async () => {
    server = await startTinyServer();
    const answer = await fetch(server.url, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await answer.text();
    for (const part of [
      'href="/llmsim/stats"',
      'href="/metrics"',
      'POST /tiny/v1/say',
      'WebSocket /tiny/v1/talk',
    ]) {
      expect(page).toContain(part);
    }
  });

  it.each([{}, { accept: '*/*' }, { accept: 'application/json' }])(
    'is no path of any API for programs: %j',
    async (headers) => {
      server = await startTinyServer();
      expect((await fetch(server.url, { headers })).status).toBe(404);
    },
  );
});
