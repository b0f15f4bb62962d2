import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

const path = '/tiny/v1/say';

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer();
});
afterEach(() => server.close());

async function ask(fault: string | undefined, stream: boolean) {
  const client = await connectRaw(server.port);
  const headers: Record<string, string> = fault === undefined ? {} : { 'x-llmsim-fault': fault };
  client.send(httpRequest(path, { model: 'm', stream }, { ...headers, connection: 'close' }));
  return client;
}

/** The body as chunks made it. */
function bodyOf(received: string): string {
  const body = received.slice(received.indexOf('\r\n\r\n') + 4);
  if (!/transfer-encoding: chunked/i.test(received)) return body;
  return body.replace(/[0-9a-f]+\r\n([^]*?)\r\n(?=[0-9a-f]+\r\n)/g, '$1').replace(/0\r\n\r\n$/, '');
}

describe.each([true, false])('a reply (streamed: %s)', (stream) => {
  it('trickles a few bytes at a time, and is the same in the end', async () => {
    const clean = await (await ask(undefined, stream)).ended;
    const { ended } = await ask('trickle;bytes=40;every_ms=1', stream);
    const slow = await ended;
    const whole = bodyOf(clean.text);
    const chunks = [...slow.text.matchAll(/\r\n([0-9a-f]+)\r\n/g)].map(([, size = '']) => parseInt(size, 16));
    expect(Math.max(...chunks)).toBe(40);
    expect(chunks.filter((size) => size === 40).length).toBe(Math.floor(whole.length / 40));
    expect(bodyOf(slow.text)).toBe(whole);
    expect((await server.stats()).outcomes.completed).toBe(2);
    expect(server.defects).toEqual([]);
  });

  it('that trickles is given up when its client goes', async () => {
    const client = await ask('trickle;bytes=1;every_ms=20', stream);
    await client.until(/HTTP\/1\.1 200/);
    client.socket.destroy();
    await client.ended;
    expect((await server.until(({ active_requests }) => active_requests === 0)).total_requests).toBe(1);
    expect(server.defects).toEqual([]);
  });

  it('has its head long before its body', async () => {
    const client = await ask('late-body;ms=600000', stream);
    const head = await client.until(/\r\n\r\n/);
    expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(head).toMatch(/x-llmsim-fault: late-body/);
    expect(head.endsWith('\r\n\r\n')).toBe(true);
    client.socket.destroy();
    await server.until(({ active_requests }) => active_requests === 0);
  });

  it('may wait for its head, too', async () => {
    const client = await ask('late-body;head_ms=600000', stream);
    await server.until(({ active_requests }) => active_requests === 1);
    expect(client.pieces).toEqual([]);
    client.socket.destroy();
    const { outcomes } = await server.until(({ active_requests }) => active_requests === 0);
    expect(outcomes.cancelled).toBe(1);
    const late = await (await ask('late-body;head_ms=5;ms=5', stream)).ended;
    expect(late.text).toMatch(/^HTTP\/1\.1 200 OK/);
    expect((await server.stats()).outcomes.completed).toBe(1);
  });

  it('has the body that it would have had without the wait', async () => {
    const clean = await (await ask(undefined, stream)).ended;
    const late = await (await ask('late-body;ms=5', stream)).ended;
    expect(bodyOf(late.text)).toBe(bodyOf(clean.text));
  });
});

describe('a request that waits for 100 Continue', () => {
  const body = JSON.stringify({ model: 'm' });
  const headOf = (fault?: string) =>
    httpRequest(path, body, {
      expect: '100-continue',
      connection: 'close',
      ...(fault !== undefined && { 'x-llmsim-fault': fault }),
    }).slice(0, -body.length);

  it('is told to go on', async () => {
    const client = await connectRaw(server.port);
    client.send(headOf());
    await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    client.send(body);
    expect((await client.ended).text).toMatch(/HTTP\/1\.1 200 OK/);
  });

  it('is refused by its head alone where that is asked for', async () => {
    const client = await connectRaw(server.port);
    client.send(headOf('expectation-failed'));
    const text = await client.until(/Expectation failed\./);
    client.socket.destroy();
    expect(text).toMatch(/^HTTP\/1\.1 417 Expectation Failed/);
    expect(text).toContain('Expectation failed.');
    expect((await server.stats()).outcomes.failed).toBe(1);
  });
});

it('expectation-failed answers 417 to a request that did not ask', async () => {
  const reply = await server.say({}, { 'x-llmsim-fault': 'expectation-failed' });
  expect(reply.status).toBe(417);
});
