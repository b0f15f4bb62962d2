import { createSimulator, customLatencyProfile } from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';
import type { LedgerEntry } from '../operations/request-ledger.js';

let server: TinyServer;
afterEach(() => server.close());

const measure = (headers: Readonly<Record<string, string>> = {}, text = 'hello') =>
  fetch(`${server.url}/tiny/v1/measure`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'm', text }),
  });

const slowly = () =>
  createSimulator({
    seed: 1,
    latency: () => customLatencyProfile({ timeToFirstToken: 100, interTokenLatency: 10 }),
  });

describe('an answer that is no turn', () => {
  it('is counted, written into the ledger and has the headers of the API', async () => {
    server = await startTinyServer();
    const answer = await measure();
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    expect(await answer.json()).toMatchObject({ size: 1 });
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes.completed).toBe(1);
    expect(stats.prompt_tokens).toBe(1);
    expect(stats.endpoints).toMatchObject({ measure: { requests: 1, input_tokens: 1, output_tokens: 0 } });
    expect(stats.models).toMatchObject({ m: { requests: 1 } });
    const { requests } = (await (await fetch(`${server.url}/llmsim/requests`)).json()) as {
      requests: readonly LedgerEntry[];
    };
    expect(requests).toMatchObject([
      {
        endpoint: 'measure',
        model: 'm',
        path: '/tiny/v1/measure',
        outcome: 'completed',
        tokens: { input: 1 },
      },
    ]);
  });

  it('takes the time that the profile of its model gives', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, simulator: slowly() });
    const answer = measure();
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(99);
    expect((await server.stats()).active_requests).toBe(1);
    clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  it('is cancelled if its client leaves before', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, simulator: slowly() });
    const client = await connectRaw(server.port);
    client.send(httpRequest('/tiny/v1/measure', { model: 'm' }));
    await server.until(({ active_requests }) => active_requests === 1);
    client.socket.destroy();
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes).toMatchObject({ cancelled: 1, completed: 0 });
  });

  it('is limited and charged', async () => {
    server = await startTinyServer({ clock: createManualClock(), rateLimits: { tokensPerMinute: 2 } });
    const left = async () => (await measure()).headers.get('x-left-tokens');
    expect([await left(), await left()]).toEqual(['1', '0']);
    expect((await measure()).status).toBe(429);
  });

  it('may state its own charge, which is corrected by what was used', async () => {
    server = await startTinyServer({ clock: createManualClock(), rateLimits: { tokensPerMinute: 100 } });
    const paint = async () => {
      const client = await connectRaw(server.port);
      client.send(httpRequest('/tiny/v1/paint', { model: 'm' }, { 'x-llmsim-fault': 'server-error' }));
      const received = await client.until(/\r\n\r\n/);
      client.socket.destroy();
      return /x-left-tokens: (\d+)/.exec(received)?.[1];
    };
    expect([await paint(), await paint()]).toEqual(['93', '93']);
  });

  it.each([
    ['rate-limit', 429],
    ['server-error', 500],
    ['stream-error', 500],
    ['timeout;after_ms=1', 504],
  ])('fails by the failure mode %s with %d', async (fault, status) => {
    server = await startTinyServer();
    expect((await measure({ 'x-llmsim-fault': fault })).status).toBe(status);
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.recent_failures).toMatchObject([
      { endpoint: 'measure', status, cause: fault.split(';')[0] },
    ]);
  });

  it.each(['disconnect', 'reset'])('loses its connection by the failure mode %s', async (fault) => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(httpRequest('/tiny/v1/measure', { model: 'm' }, { 'x-llmsim-fault': fault }));
    expect((await client.ended).text).toBe('');
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes.disconnected).toBe(1);
  });

  it('has ids of its own in each attempt, and none of a turn that asks the same', async () => {
    const id = async () => ((await (await measure()).json()) as { id: string }).id;
    server = await startTinyServer();
    const first = [await id(), await id()];
    expect(first[0]).not.toBe(first[1]);
    await server.close();
    server = await startTinyServer();
    await server.say({ model: 'm', text: 'hello' });
    expect([await id(), await id()]).toEqual(first);
  });

  it('may be bytes, each frame at its time after the wait', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock });
    const client = await connectRaw(server.port);
    client.send(httpRequest('/tiny/v1/paint', { model: 'm' }, { connection: 'close' }));
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(49);
    await server.stats();
    expect(client.pieces).toEqual([]);
    clock.advance(1);
    await client.until(/image\/tiny/);
    clock.advance(10);
    await server.stats();
    expect((await server.stats()).active_requests).toBe(1);
    clock.advance(10);
    await client.ended;
    const received = Buffer.concat(client.pieces);
    expect(received.subarray(-26)).toEqual(
      Buffer.from('2\r\n\xfa\x00\r\n2\r\n\xfa\x0a\r\n2\r\n\xfa\x14\r\n0\r\n\r\n', 'latin1'),
    );
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.tokens).toEqual({ generated: 3, delivered: 3, abandoned: 0 });
  });
});
