import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

let server: TinyServer;
afterEach(() => server.close());

/** Asks for a path. Not by fetch, which sends a `Host` of its own. */
async function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false })
      .on('response', (response) => {
        text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
      })
      .on('error', reject)
      .end();
  });
}

/** The status of a path, asked for with these headers. */
async function statusOf(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return (await ask(path, headers, method)).status;
}

const operations = ['/llmsim/stats', '/llmsim/requests', '/metrics'];

describe('a server on loopback', () => {
  it.each([
    ['127.0.0.1:8080', 200],
    ['localhost:8080', 200],
    ['LOCALHOST', 200],
    ['localhost.', 200],
    ['app.localhost:1', 200],
    ['[::1]:8080', 200],
    ['192.168.0.7', 200],
    ['evil.example:8080', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['[evil.example]', 403],
    ['metrics.internal', 403],
  ])('asked by the host name %s answers %d', async (host, status) => {
    server = await startTinyServer();
    for (const path of operations) expect(await statusOf(path, { host })).toBe(status);
    expect(await statusOf('/health', { host })).toBe(200);
  });

  it('answers by names that are listed, or by all', async () => {
    server = await startTinyServer({ allowedHosts: ['Metrics.Internal'] });
    expect(await statusOf('/metrics', { host: 'metrics.internal:9090' })).toBe(200);
    expect(await statusOf('/metrics', { host: 'other.internal' })).toBe(403);
    await server.close();
    server = await startTinyServer({ allowedHosts: ['*'] });
    expect(await statusOf('/metrics', { host: 'other.internal' })).toBe(200);
  });

  it('says by which setting another name would be allowed', async () => {
    server = await startTinyServer();
    const { body } = await ask('/metrics', { host: 'evil.example' });
    expect(JSON.parse(body)).toEqual({
      error: {
        message:
          'The host name "evil.example" is not one of this server\'s. List it in server.allowed_hosts to allow it.',
      },
    });
  });
});

describe('a server that is open to the network', () => {
  it('may be asked by any name', async () => {
    server = await startTinyServer({ host: '0.0.0.0' });
    expect(await statusOf('/metrics', { host: 'llmsim.example' })).toBe(200);
  });
});

describe('operations where the APIs want a key', () => {
  it.each([
    ['forwarded', 'for=192.0.2.1'],
    ['x-real-ip', '192.0.2.1'],
    ['x-forwarded-for', '192.0.2.1'],
    ['x-forwarded-host', 'llmsim.example'],
    ['via', '1.1 proxy'],
    ['fastly-client-ip', '192.0.2.1'],
  ])('answer this machine, and not what a proxy passes on with %s', async (name, value) => {
    server = await startTinyServer({ apiKeys: ['sk-one'] });
    for (const path of operations) {
      expect(await statusOf(path)).toBe(200);
      expect(await statusOf(path, { [name]: value })).toBe(403);
      expect(await statusOf(path, { [name]: value, authorization: 'Bearer sk-one' })).toBe(403);
    }
  });

  it('answer everybody where the APIs want none', async () => {
    server = await startTinyServer();
    expect(await statusOf('/metrics', { 'x-forwarded-for': '192.0.2.1' })).toBe(200);
  });
});

describe('operations with a key of their own', () => {
  it.each([
    [{}, 401],
    [{ authorization: 'Bearer sk-one' }, 401],
    [{ authorization: 'Bearer ops' }, 200],
    [{ 'x-api-key': 'ops' }, 200],
    [{ 'x-forwarded-for': '192.0.2.1', authorization: 'Bearer ops' }, 200],
  ])('asked with %j answer %d', async (headers, status) => {
    server = await startTinyServer({
      apiKeys: ['sk-one'],
      operationsKey: 'ops',
      reload: () => Promise.resolve({ ok: true, message: 'Nothing changed.' }),
    });
    for (const path of operations) expect(await statusOf(path, headers)).toBe(status);
    const isForwarded = 'x-forwarded-for' in headers;
    expect(await statusOf('/llmsim/reload', headers, 'POST')).toBe(isForwarded ? 403 : status);
  });
});

describe('reloading', () => {
  it.each(['forwarded', 'x-real-ip', 'x-forwarded-for', 'origin'])(
    'is refused for somebody that the header %s speaks of',
    async (name) => {
      let reloads = 0;
      server = await startTinyServer({
        reload() {
          reloads += 1;
          return Promise.resolve({ ok: true, message: 'Nothing changed.' });
        },
      });
      expect(await statusOf('/llmsim/reload', { [name]: 'http://elsewhere.example' }, 'POST')).toBe(403);
      expect(reloads).toBe(0);
      expect(await statusOf('/llmsim/reload', {}, 'POST')).toBe(200);
      expect(reloads).toBe(1);
    },
  );
});
