import {
  createFailureMode,
  createGenerator,
  createSimulator,
  RequestError,
  customLatencyProfile,
  type Outcome,
} from '@llmsim/core';
import { createManualClock } from '@llmsim/core/testing';
import { connectRaw, httpRequest } from '../../fixtures/raw-client.js';
import { saidBy } from '../../fixtures/tiny-provider.js';
import { startTinyServer, type TinyServer } from '../../fixtures/tiny-server.js';

const text = ' one two three four five six seven eight nine ten';
const path = '/tiny/v1/say';

/** Ten tokens: the first after 100 ms, the others 10 ms apart. */
const slowSimulator = () =>
  createSimulator({
    seed: 1,
    generator: createGenerator('fixed', { text }),
    latency: () => customLatencyProfile({ timeToFirstToken: 100, interTokenLatency: 10 }),
  });

describe('a request for a turn', () => {
  let server: TinyServer;
  afterEach(() => server.close());

  /** Every request has ended once, and every token is where it should be. */
  async function expectEnds(outcomes: Partial<Record<Outcome, number>>): Promise<void> {
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes).toMatchObject({
      completed: 0,
      failed: 0,
      cancelled: 0,
      disconnected: 0,
      ...outcomes,
    });
    expect(stats.tokens.generated).toBe(stats.tokens.delivered + stats.tokens.abandoned);
    expect(server.defects).toEqual([]);
  }

  it('is answered whole or as a stream, with the same text', async () => {
    server = await startTinyServer();
    const whole = await server.say({ text: 'hello' });
    expect(whole.status).toBe(200);
    expect(whole.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(await whole.json()).toEqual({ said: text, tokens: 10 });
    const stream = await server.say({ text: 'hello', stream: true });
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = (await stream.text()).trimEnd().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    const deltas = events
      .slice(0, -2)
      .map((event) => (JSON.parse(event.slice(6)) as { delta: string }).delta);
    expect(deltas.join('')).toBe(text);
    await expectEnds({ completed: 2 });
  });

  it('takes as long whole as streamed, and reports what was planned when it begins and ends', async () => {
    const clock = createManualClock();
    const calls: unknown[] = [];
    server = await startTinyServer(
      { clock, simulator: slowSimulator() },
      {
        begin: (reply) => void calls.push(['begin', saidBy(reply)]),
        finish: (_reply, outcome) => void calls.push(['finish', outcome]),
      },
    );
    for (const stream of [false, true]) {
      const client = await connectRaw(server.port);
      client.send(httpRequest(path, { model: 'm', stream }, { connection: 'close' }));
      await server.until(({ active_requests }) => active_requests === 1);
      clock.advance(189);
      expect((await server.stats()).active_requests).toBe(1);
      clock.advance(1);
      await client.ended;
      await server.until(({ active_requests }) => active_requests === 0);
    }
    expect(calls).toEqual([
      ['begin', text],
      ['finish', 'completed'],
      ['begin', text],
      ['finish', 'completed'],
    ]);
    await expectEnds({ completed: 2 });
  });

  it.each([
    ['before its turn is decided', 'parse'],
    ['before its turn begins', 'begin'],
  ] as const)('is cancelled if its client leaves %s', async (_when, hook) => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let holding = 0;
    const hold = () => {
      holding += 1;
      return held;
    };
    const finished: Outcome[] = [];
    server = await startTinyServer(
      {},
      { [hook]: hold, finish: (_reply, outcome) => void finished.push(outcome) },
    );
    for (const stream of [false, true]) {
      const client = await connectRaw(server.port);
      client.send(httpRequest(path, { model: 'm', stream }));
      while (holding < (stream ? 2 : 1)) await server.stats();
      client.socket.destroy();
      await client.ended;
    }
    // A round trip on another connection: the server has seen the end of these.
    await server.stats();
    goOn();
    await expectEnds({ cancelled: 2 });
    expect(finished).toEqual(hook === 'begin' ? ['cancelled', 'cancelled'] : []);
  });

  it.each([
    ['waits for a whole reply', { stream: false }, {}],
    ['reads a stream', { stream: true }, {}],
    ['waits for an error', {}, { 'x-llmsim-fault': 'timeout;after_ms=1000' }],
    ['waits for what never comes', { stream: false }, { 'x-llmsim-fault': 'stall;after=2' }],
    ['waits for what never goes on', { stream: true }, { 'x-llmsim-fault': 'stall;after=2' }],
  ])('is cancelled if its client leaves while it %s', async (_what, body, headers) => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, simulator: slowSimulator() });
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', ...body }, headers));
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(125);
    client.socket.destroy();
    await expectEnds({ cancelled: 1 });
    clock.advance(5000);
    await expectEnds({ cancelled: 1 });
  });

  it('that stalls for ever ends with its client even if nothing takes time', async () => {
    server = await startTinyServer();
    for (const stream of [false, true]) {
      const client = await connectRaw(server.port);
      client.send(httpRequest(path, { model: 'm', stream }, { 'x-llmsim-fault': 'stall;after=2' }));
      await server.until(({ active_requests }) => active_requests === 1);
      client.socket.destroy();
      await server.until(({ active_requests }) => active_requests === 0);
    }
    await expectEnds({ cancelled: 2 });
  });

  it('goes on without its client if it runs in the background', async () => {
    const clock = createManualClock();
    const finished: Outcome[] = [];
    server = await startTinyServer(
      { clock, simulator: slowSimulator() },
      { finish: (_reply, outcome) => void finished.push(outcome) },
    );
    const accepted = await server.say({ background: true });
    expect(accepted.status).toBe(202);
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', stream: true, background: true }));
    await server.until(({ active_requests }) => active_requests === 2);
    clock.advance(120);
    client.socket.destroy();
    expect((await server.stats()).active_requests).toBe(2);
    clock.advance(100);
    await expectEnds({ completed: 2 });
    expect(finished).toEqual(['completed', 'completed']);
  });

  it.each([false, true])('in the background ends when it is cancelled (stream: %s)', async (stream) => {
    const clock = createManualClock();
    const cancels: (() => void)[] = [];
    const finished: Outcome[] = [];
    server = await startTinyServer(
      { clock, simulator: slowSimulator() },
      {
        background: (cancel) => void cancels.push(cancel),
        finish: (_reply, outcome) => void finished.push(outcome),
      },
    );
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', stream, background: true }, { connection: 'close' }));
    await server.until(({ active_requests }) => active_requests === 1);
    clock.advance(125);
    for (const cancel of cancels) cancel();
    clock.advance(1000);
    const { text: received } = await client.ended;
    if (stream) expect(received.match(/delta/g)).toHaveLength(3);
    await expectEnds({ cancelled: 1 });
    expect((await server.stats()).tokens).toEqual({ generated: 10, delivered: 3, abandoned: 7 });
    expect(finished).toEqual(['cancelled']);
  });

  it('in the background fails where a failure mode would break its connection', async () => {
    const finished: Outcome[] = [];
    server = await startTinyServer({}, { finish: (_reply, outcome) => void finished.push(outcome) });
    await server.say({ background: true }, { 'x-llmsim-fault': 'disconnect;after=3' });
    await expectEnds({ failed: 1 });
    expect(finished).toEqual(['failed']);
  });

  it.each([
    ['a whole reply at once', false, 'instant'],
    ['a whole reply later', false, 'fast'],
  ])('that hits a defect while it makes %s ends with that request', async (_what, stream, latency) => {
    server = await startTinyServer(
      {},
      {
        encodeReply: () => {
          throw new Error('a defect');
        },
      },
    );
    const answer = await server.say({ stream }, { 'x-llmsim-latency': latency }).catch(() => undefined);
    if (answer !== undefined) {
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain('a defect');
    }
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes.failed).toBe(1);
    expect(server.defects).toHaveLength(1);
    expect((await server.say({ stream: true })).status).toBe(200);
  });

  it('whose memory fails is reported, and answered all the same', async () => {
    server = await startTinyServer({}, { finish: () => Promise.reject(new Error('a defect')) });
    expect((await server.say({})).status).toBe(200);
    const stats = await server.until(({ active_requests }) => active_requests === 0);
    expect(stats.outcomes.completed).toBe(1);
    expect(server.defects).toHaveLength(1);
  });

  it('that cannot be understood is counted as a failure', async () => {
    server = await startTinyServer();
    expect((await server.say({ model: 5 })).status).toBe(400);
    expect((await fetch(server.sayUrl, { method: 'POST', body: '{' })).status).toBe(415);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(server.sayUrl, { method: 'POST', body: '{', headers })).status).toBe(400);
    await expectEnds({ failed: 3 });
  });

  it('beyond the limit on streams is refused, until one of them ends', async () => {
    server = await startTinyServer({ maxStreams: 1 });
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', stream: true }, { 'x-llmsim-fault': 'stall;after=2' }));
    await client.until(/delta.*delta/s);
    const refused = await server.say({ stream: true });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      error: 'overloaded',
      message: expect.stringContaining('1 streams') as string,
    });
    expect((await server.say({})).status).toBe(200);
    client.socket.destroy();
    await server.until(({ active_requests }) => active_requests === 0);
    expect((await server.say({ stream: true })).status).toBe(200);
    await expectEnds({ cancelled: 1, failed: 1, completed: 2 });
  });

  it('does not disturb the replies before it on the same connection', async () => {
    const clock = createManualClock();
    server = await startTinyServer({ clock, simulator: slowSimulator() });
    const client = await connectRaw(server.port);
    client.send(
      httpRequest(path, { model: 'm', stream: true }) +
        httpRequest(path, { model: 'm', stream: true }) +
        httpRequest('/tiny/v1/things/7', '', {}, 'GET') +
        httpRequest(path, { model: 'm' }, { connection: 'close' }),
    );
    while (!client.socket.closed) {
      await server.stats();
      clock.advance(1000);
    }
    const { text: received, error } = await client.ended;
    expect(error).toBeUndefined();
    const replies = received.split('HTTP/1.1 200 OK\r\n').slice(1);
    expect(replies).toHaveLength(4);
    for (const stream of replies.slice(0, 2)) {
      expect(stream.match(/delta/g)).toHaveLength(10);
      expect(stream.endsWith('data: [DONE]\n\n\r\n0\r\n\r\n')).toBe(true);
    }
    expect(replies[2]).toContain('{"id":"7"}');
    expect(replies[3]).toContain('"tokens":10');
    await expectEnds({ completed: 4 });
  });

  it('is answered to a client of HTTP/1.0 without chunks, to the end of the connection', async () => {
    server = await startTinyServer();
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', stream: true }).replace('HTTP/1.1', 'HTTP/1.0'));
    const { text: received } = await client.ended;
    expect(received).not.toContain('transfer-encoding');
    expect(received.endsWith('data: {"end":10}\n\ndata: [DONE]\n\n')).toBe(true);
    await expectEnds({ completed: 1 });
  });

  it.each([
    ['HEAD', path, 405],
    ['HEAD', '/tiny/v1/things/1', 200],
    ['OPTIONS', path, 405],
    ['PUT', path, 405],
    ['GET', '/tiny/v1/nothing', 404],
    ['GET', '/nothing', 404],
    ['GET', '/tiny/v1/things/%E0%A4%A', 400],
  ])('%s %s is answered with %d in the words of the API', async (method, url, status) => {
    server = await startTinyServer();
    const answer = await fetch(`${server.url}${url}`, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    const body = await answer.text();
    expect(body).not.toMatch(/at .*\.[jt]s:\d/);
    if (method === 'HEAD') expect(body).toBe('');
    else expect(JSON.parse(body)).toHaveProperty('error');
    expect(server.defects).toEqual([]);
  });
});

describe('the headers of limits', () => {
  it('have one source: a refusal shows the limits that hold, and so does a failure on demand', async () => {
    let requests = 0;
    const parse = () => {
      requests += 1;
      return requests === 2
        ? Promise.reject(new RequestError({ kind: 'invalid-request', message: 'No.' }))
        : Promise.resolve();
    };
    const server = await startTinyServer(
      { rateLimits: { requestsPerMinute: 5 }, clock: createManualClock() },
      { parse },
    );
    const left = async (body: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return [answer.status, answer.headers.get('x-left-requests')];
    };
    try {
      expect(await left({ model: 'm' })).toEqual([200, '4']);
      expect(await left({ model: 'm' })).toEqual([400, '4']);
      expect(await left({ model: 'm' })).toEqual([200, '3']);
      expect(await left({ model: 'm' }, { 'x-llmsim-fault': 'rate-limit;limit=20;remaining=9' })).toEqual([
        429,
        '9',
      ]);
    } finally {
      await server.close();
    }
  });
});

describe('a failure mode that strikes so many times', () => {
  let server: TinyServer;
  beforeEach(async () => {
    server = await startTinyServer();
  });
  afterEach(() => server.close());

  it('lets the retry of a client succeed that sends its headers again, however often the request is made', async () => {
    const headers = { 'x-llmsim-fault': 'rate-limit;times=1' };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) statuses.push((await server.say({}, headers)).status);
    expect(statuses).toEqual([429, 200, 429, 200]);
  });

  it('is named in a header of the replies that it struck, and of no other', async () => {
    const headers = { 'x-llmsim-fault': 'overloaded;times=1' };
    expect((await server.say({}, headers)).headers.get('x-llmsim-fault')).toBe('overloaded');
    expect((await server.say({}, headers)).headers.get('x-llmsim-fault')).toBeNull();
    const several = { 'x-llmsim-fault': 'stall;after=1;ms=1, corrupt-frame;after=2' };
    const struck = await server.say({ stream: true }, several);
    expect(struck.headers.get('x-llmsim-fault')).toBe('stall, corrupt-frame');
    await struck.text();
  });
});

describe('a failure mode that was asked for', () => {
  let server: TinyServer;
  beforeEach(async () => {
    server = await startTinyServer();
  });
  afterEach(() => server.close());

  const ask = async (fault: string, body: Readonly<Record<string, unknown>>) => {
    const client = await connectRaw(server.port);
    client.send(httpRequest(path, { model: 'm', ...body }, { 'x-llmsim-fault': fault }));
    return client;
  };

  it.each([
    ['rate-limit', 429],
    ['quota', 429],
    ['server-error', 500],
    ['overloaded', 503],
    ['timeout;after_ms=1', 504],
    ['invalid-request', 400],
    ['authentication', 401],
  ])('%s answers %d', async (fault, status) => {
    for (const stream of [false, true]) {
      expect((await server.say({ stream }, { 'x-llmsim-fault': fault })).status).toBe(status);
    }
    const { outcomes, recent_failures } = await server.stats();
    expect(outcomes.failed).toBe(2);
    expect(recent_failures[0]).toMatchObject({ status, cause: fault.split(';')[0] });
  });

  it.each([true, false])('reset is a TCP reset (stream: %s)', async (stream) => {
    const client = await ask('reset;after=3', { stream });
    const { error, text: received } = await client.ended;
    expect(error).toBe('ECONNRESET');
    if (stream) expect(received.match(/delta/g)).toHaveLength(3);
    else expect(received).toBe('');
    expect((await server.stats()).outcomes.disconnected).toBe(1);
  });

  it.each([true, false])(
    'disconnect is an end without an error, and without the end of the reply (stream: %s)',
    async (stream) => {
      const client = await ask('disconnect;after=3', { stream });
      const { error, text: received } = await client.ended;
      expect(error).toBeUndefined();
      if (stream) expect(received.match(/delta/g)).toHaveLength(3);
      else expect(received).toBe('');
      expect(received).not.toContain('0\r\n\r\n');
      const { outcomes, tokens, recent_failures } = await server.stats();
      expect(outcomes.disconnected).toBe(1);
      expect(tokens).toEqual({ generated: 10, delivered: stream ? 3 : 0, abandoned: stream ? 7 : 10 });
      expect(recent_failures[0]?.cause).toBe('disconnect');
    },
  );

  it('stall is a silence of the given length', async () => {
    const clock = createManualClock();
    await server.close();
    server = await startTinyServer({ clock });
    const client = await ask('stall;after=3;ms=5000', { stream: true });
    await client.until(/(delta.*){3}/s);
    clock.advance(4999);
    await server.stats();
    expect(Buffer.concat(client.pieces).toString().match(/delta/g)).toHaveLength(3);
    clock.advance(1);
    await client.until(/\[DONE\]/);
    expect((await server.stats()).outcomes.completed).toBe(1);
  });

  it('corrupt-frame sends one frame whose JSON is cut, in a stream that goes on', async () => {
    const client = await ask('corrupt-frame;after=3', { stream: true });
    const received = await client.until(/\[DONE\]/);
    const frames = [...received.matchAll(/data: (.*)\n\n/g)].map(([, data = '']) => data).slice(0, -1);
    const isJson = (data: string) => {
      try {
        JSON.parse(data);
        return true;
      } catch {
        return false;
      }
    };
    expect(frames.map(isJson)).toEqual([true, true, true, false, true, true, true, true, true, true, true]);
    const whole = await server.say({}, { 'x-llmsim-fault': 'corrupt-frame' });
    await expect(whole.json()).rejects.toThrow(/JSON/);
  });

  it('split-utf8 cuts a character between two writes, in a stream that is right as a whole', async () => {
    await server.close();
    server = await startTinyServer({
      simulator: createSimulator({ generator: createGenerator('fixed', { text: '天空 天空 天空 天空' }) }),
    });
    const client = await ask('split-utf8;after=1', { stream: true });
    await client.until(/\[DONE\]/);
    const chunks = chunksOf(Buffer.concat(client.pieces));
    const cut = chunks.findIndex((chunk) => !Buffer.from(chunk.toString('utf8')).equals(chunk));
    expect(cut).toBeGreaterThan(0);
    const joined = Buffer.concat(chunks.slice(cut, cut + 2)).toString('utf8');
    expect(joined).toMatch(/^data: \{"delta":"[^"�]+"\}\n\n$/);
  });

  it('stream-error ends a stream with the error as an event', async () => {
    const client = await ask('stream-error;after=3;kind=overloaded', { stream: true });
    const received = await client.until(/\[DONE\]/);
    expect(received).toContain('data: {"error":"overloaded"}');
    const { outcomes, recent_failures } = await server.stats();
    expect(outcomes.failed).toBe(1);
    expect(recent_failures[0]).toMatchObject({ status: 200, cause: 'stream-error' });
  });

  it('makes the tokens and the latency what other headers ask for', async () => {
    await server.close();
    const clock = createManualClock();
    server = await startTinyServer({
      clock,
      simulator: createSimulator({ generator: createGenerator('lorem') }),
    });
    const headers = { 'x-llmsim-tokens': '7', 'x-llmsim-latency': 'ttft=50;tbt=10', 'x-llmsim-seed': 'same' };
    const said: unknown[] = [];
    for (let time = 0; time < 2; time += 1) {
      const answer = server.say({}, headers);
      await server.until(({ active_requests }) => active_requests === 1);
      clock.advance(109);
      expect((await server.stats()).active_requests).toBe(1);
      clock.advance(1);
      said.push(await (await answer).json());
    }
    expect(said[0]).toMatchObject({ tokens: 7 });
    expect(said[1]).toEqual(said[0]);
  });

  it('is refused if it is not known, in the words of the API', async () => {
    const answer = await server.say({}, { 'x-llmsim-fault': 'explode' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: 'invalid-request',
      param: 'x-llmsim-fault',
      message: expect.stringContaining('There is no failure mode "explode"') as string,
    });
  });

  it('is ignored where such headers are switched off', async () => {
    await server.close();
    server = await startTinyServer({ controlHeaders: false });
    expect((await server.say({}, { 'x-llmsim-fault': 'server-error' })).status).toBe(200);
    expect((await server.say({}, { 'x-llmsim-fault': 'explode' })).status).toBe(200);
  });

  it('comes from the rates of the simulator where no header asks for one', async () => {
    await server.close();
    const fault = createFailureMode('server-error');
    server = await startTinyServer({ simulator: createSimulator({ faults: [{ mode: fault, rate: 1 }] }) });
    expect((await server.say({})).status).toBe(500);
    expect((await server.say({}, { 'x-llmsim-fault': 'overloaded' })).status).toBe(503);
  });
});

/** The chunks of a body that was sent with chunked encoding, after its head. */
function chunksOf(received: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  let at = received.indexOf('\r\n\r\n') + 4;
  for (;;) {
    const lineEnd = received.indexOf('\r\n', at);
    const length = Number.parseInt(received.toString('latin1', at, lineEnd), 16);
    if (!(length > 0)) return chunks;
    chunks.push(received.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 4 + length;
  }
}
