import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createManualClock } from '@llmsim/core/testing';
import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';
import { createStepRunner } from '../calls/step-runner.js';
import { createBufferBudget } from '../connections/buffer-budget.js';
import { readJsonBody } from './read-json-body.js';

const path = '/tiny/v1/say';
const mebibyte = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use, and not only not yet collected: other tests in this process leave much of that. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The head of a request with a body in chunks. */
const chunkedHead = (url = path) =>
  httpRequest(url, '', { 'transfer-encoding': 'chunked' }).replace('content-length: 0\r\n', '');

/** The head of a request that announces a body, and none of it. */
const announce = (bytes: number) => httpRequest(path, '', { 'content-length': String(bytes) });

it('that comes in very small pieces lets others have a turn in between', async () => {
  const log: string[] = [];
  const socket = { pause: () => log.push('pause'), resume: () => log.push('resume') };
  const request = Object.assign(new EventEmitter(), { headers: {}, complete: true, socket });
  const buffers = createBufferBudget(mebibyte, createManualClock());
  const reading = { bodyLimitBytes: mebibyte, valueLimit: 10, buffers, stepRunner: createStepRunner() };
  const body = readJsonBody(request as unknown as IncomingMessage, reading);
  for (let sent = 1; sent <= 1024; sent += 1) {
    expect(log).toEqual([]);
    request.emit('data', Buffer.from(' '));
  }
  expect(log).toEqual(['pause']);
  await new Promise(setImmediate);
  expect(log).toEqual(['pause', 'resume']);
  request.emit('data', Buffer.from('[7]'));
  request.emit('end');
  expect(await body).toEqual([7]);
});

describe('a body', () => {
  let server: TinyServer;
  afterEach(() => server.close());

  it.each([
    ['of some kilobytes', 5000],
    ['that is parsed in steps', 300_000],
    ['of some megabytes', 4_000_000],
  ])('%s is read as it was sent, with a length and in chunks', async (_what, length) => {
    server = await startTinyServer();
    const text = '{"[é天🌤\\"'.repeat(length / 10);
    const body = JSON.stringify({ model: 'm', text });
    for (const isChunked of [false, true]) {
      const answer = await fetch(`${server.url}/tiny/v1/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: isChunked ? new Blob([body]).stream() : body,
        duplex: 'half',
      });
      expect((await answer.text()) === body).toBe(true);
    }
  });

  it('that comes byte by byte takes the memory of its bytes', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(chunkedHead());
    const chunk = Buffer.from('1\r\n \r\n'.repeat(10_000));
    const before = usedBytes();
    for (let sent = 0; sent < 100; sent += 1) {
      if (!client.socket.write(chunk)) await once(client.socket, 'drain');
    }
    // Most of it has been read by now; what the kernel holds is a third at most.
    await server.stats();
    // A million bytes took 370 MB, and more than 100 MB of that in objects that were kept.
    expect(usedBytes() - before).toBeLessThan(30 * mebibyte);
    client.send('e\r\n{"model":"m1"}\r\n0\r\n\r\n');
    await client.until(/"tokens":10/);
  });

  it('that is not there is none, whatever its type would be', async () => {
    server = await startTinyServer();
    for (const [headers, answer] of [
      ['', /200 OK/],
      ['content-type: text/plain\r\n', /200 OK/],
      ['content-length: 0\r\n', /200 OK/],
      ['transfer-encoding: chunked\r\ncontent-type: application/json\r\n', /400 Bad Request/],
    ] as const) {
      const client = await connectRaw(server.port);
      const end = headers.startsWith('transfer') ? '1\r\n{\r\n0\r\n\r\n' : '';
      client.send(`POST /tiny/v1/nothing-needed HTTP/1.1\r\nhost: test\r\n${headers}\r\n${end}`);
      await client.until(answer);
      client.socket.destroy();
    }
  });

  it('waits for room in the buffers while others have not finished theirs, and is then answered', async () => {
    server = await startTinyServer({ bufferLimitBytes: 4 * mebibyte });
    const first = await connectRaw(server.port);
    first.send(announce(3 * mebibyte));
    first.send('{"model":"m","text":"');
    await server.stats();
    const second = await connectRaw(server.port);
    second.send(httpRequest(path, { model: 'second', text: 'x'.repeat(2 * mebibyte) }));
    // What is small does not wait.
    expect((await server.say({ text: 'small' })).status).toBe(200);
    expect((await server.stats()).total_requests).toBe(1);
    first.socket.destroy();
    await second.until(/"tokens":10/);
  });

  it('that does not come while others wait for its room is refused', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, bufferLimitBytes: 4 * mebibyte });
    const slow = await connectRaw(server.port);
    slow.send(announce(3 * mebibyte));
    slow.send('{"model":"m","text":"');
    await server.stats();
    clock.advance(100_000);
    await server.stats();
    const waiting = await connectRaw(server.port);
    waiting.send(httpRequest(path, { model: 'second', text: 'x'.repeat(2 * mebibyte) }));
    while ((await server.stats()).outcomes.completed < 1) clock.advance(250);
    await waiting.until(/"tokens":10/);
    expect(await slow.until(/buffer_limit/)).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('of a request that waits behind others is not read before its turn', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock });
    const client = await connectRaw(server.port);
    const stall = { 'x-llmsim-fault': 'stall;after=2;ms=5000' };
    client.send(httpRequest(path, { model: 'm', stream: true }, stall));
    await client.until(/delta/);
    const request = httpRequest('/tiny/v1/nothing-needed', { text: 'x'.repeat(500_000) });
    for (let sent = 0; sent < 40; sent += 1) client.socket.write(request);
    // The kernel's buffers hold some of it; the server does not want the rest.
    for (let round = 0; round < 20; round += 1) await server.stats();
    expect(client.socket.writableLength).toBeGreaterThan(3_000_000);
    clock.advance(5000);
    const answers = () => Buffer.concat(client.pieces).toString().split('400 Bad Request').length - 1;
    while (answers() < 40) await once(client.socket, 'data');
  });
});
