import { connect } from 'node:net';
import {
  createGenerator,
  createMemoryStateStore,
  createModelCatalog,
  createSeededRandom,
  createSimulator,
  deriveSeed,
  latencyProfile,
  pick,
  randomInteger,
  type StatsSnapshot,
} from '@llmsim/core';
import { createOpenAiProvider } from '@llmsim/openai';
import { startServer, type RunningServer } from '@llmsim/server';
import WebSocket from 'ws';

const requests = 16_000;
const clients = 100;

const random = createSeededRandom(deriveSeed('soak'));

/** What a client does besides waiting for the end, some milliseconds after it has sent its request. */
const manners = ['stay', 'stay', 'vanish', 'reset', 'stop reading', 'send slowly', 'send half'] as const;

const faults = [
  ...Array<undefined>(10).fill(undefined),
  ...[
    'rate-limit',
    'server-error',
    'overloaded',
    'timeout;after_ms=20',
    'disconnect;after=3',
    'reset;after=5',
  ],
  ...['stall;after=2;ms=50', 'stall;after=4', 'stream-error;after=2', 'corrupt-frame', 'split-utf8'],
];

/** What a reply ends with that is complete. */
const ends = /\[DONE\]|response\.completed|^HTTP\/1\.1 200 [^]*"usage":\{/;

/** What clients have seen. */
interface Answers {
  /** Replies that were read to their end, and are no errors. */
  read: number;
  /** Replies that were errors. */
  failed: number;
}

/** Sends one request over a connection of its own, with some manners, and reads what comes. */
function request(port: number, answers: Answers): Promise<void> {
  const manner = pick(random, manners);
  const fault = pick(random, faults);
  const isChat = random.next() < 0.6;
  const stream = random.next() < 0.7;
  const model = pick(random, ['gpt-4o', 'gpt-5-mini', 'o3']);
  const text = `Say ${1 + randomInteger(random, 50)}`;
  const body = isChat
    ? { model, stream, messages: [{ role: 'user', content: text }] }
    : { model, stream, input: text, background: random.next() < 0.2 };
  const content = JSON.stringify(body);
  const head = [
    `POST /openai/v1/${isChat ? 'chat/completions' : 'responses'} HTTP/1.1`,
    'host: test',
    'content-type: application/json',
    `content-length: ${content.length}`,
    'connection: close',
    ...(fault === undefined ? [] : [`x-llmsim-fault: ${fault}`]),
    `x-llmsim-tokens: ${1 + randomInteger(random, 60)}`,
  ].join('\r\n');
  const afterMs = randomInteger(random, 60);
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let received = '';
    // Whoever waits for what never comes gives up.
    const giveUp = setTimeout(() => socket.destroy(), 2000);
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => (received += piece.toString('latin1')));
    socket.on('close', () => {
      clearTimeout(giveUp);
      if (/^HTTP\/1\.1 [45]/.test(received)) answers.failed += 1;
      else if (ends.test(received) && !received.includes('"error":{')) answers.read += 1;
      resolve();
    });
    socket.on('connect', () => {
      if (manner === 'send half') {
        socket.end(`${head}\r\n\r\n${content.slice(0, 20)}`);
        return;
      }
      if (manner === 'send slowly') {
        socket.write(`${head}\r\n\r\n${content.slice(0, 20)}`);
        setTimeout(() => socket.write(content.slice(20)), afterMs);
        return;
      }
      socket.write(`${head}\r\n\r\n${content}`);
      if (manner === 'vanish') setTimeout(() => socket.destroy(), afterMs);
      if (manner === 'reset') setTimeout(() => socket.resetAndDestroy(), afterMs);
      if (manner === 'stop reading') {
        socket.pause();
        setTimeout(() => socket.destroy(), 4 * afterMs);
      }
    });
  });
}

/** Asks for a few turns over a WebSocket, and leaves sooner or later. */
function converse(url: string): Promise<void> {
  const fault = pick(random, faults);
  const headers = fault === undefined ? {} : { 'x-llmsim-fault': fault };
  const turns = 1 + randomInteger(random, 6);
  const afterMs = 5 + randomInteger(random, 200);
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/openai/v1/responses`, { headers });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.on('open', () => {
      for (let turn = 0; turn < turns; turn += 1) {
        const stream_id = pick(random, ['a', 'b', 'c']);
        socket.send(
          JSON.stringify({ type: 'response.create', model: 'gpt-5-mini', input: `Say ${turn}`, stream_id }),
        );
      }
      setTimeout(() => (afterMs % 2 === 0 ? socket.terminate() : socket.close()), afterMs);
    });
  });
}

describe('a long and rude load', () => {
  let server: RunningServer;
  afterAll(() => server.close());

  it('leaves nothing under way and no request or token unaccounted for', async () => {
    const defects: unknown[] = [];
    const options = {
      catalog: createModelCatalog(),
      store: createMemoryStateStore({ nowMs: () => performance.now() }),
    };
    server = await startServer({
      providers: [createOpenAiProvider(options)],
      simulator: createSimulator({
        seed: 5,
        generator: createGenerator('lorem'),
        latency: () => latencyProfile('fast'),
      }),
      rateLimits: { models: { o3: { requestsPerMinute: 1500 } } },
      ledgerSize: 2 * requests,
      reportDefect: (error) => defects.push(error),
    });
    const answers: Answers = { read: 0, failed: 0 };
    let begun = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (begun < requests) {
          begun += 1;
          await (begun % 10 === 0 ? converse(server.url) : request(server.port, answers));
        }
      }),
    );

    const statsNow = async () =>
      (await (await fetch(`${server.url}/llmsim/stats`)).json()) as StatsSnapshot & {
        server: { limits: unknown };
      };
    let stats = await statsNow();
    // Turns in the background go on without their clients.
    while (stats.active_requests > 0) stats = await statsNow();
    const { outcomes, tokens, total_requests } = stats;
    const sum = outcomes.completed + outcomes.failed + outcomes.cancelled + outcomes.disconnected;
    expect(sum).toBe(total_requests);
    expect(tokens.generated).toBe(tokens.delivered + tokens.abandoned);
    const { lost, ...ended } = outcomes;
    expect(lost).toBe(0);
    for (const count of Object.values(ended)) expect(count).toBeGreaterThan(100);
    expect(stats.endpoints['completions']?.active).toBe(0);
    expect(stats.endpoints['responses']?.active).toBe(0);
    expect(stats.websockets.open).toBe(0);
    expect(stats.server.limits).toMatchObject({ streams: { used: 0 }, websockets: { used: 0 } });

    const { requests: ledger } = (await (await fetch(`${server.url}/llmsim/requests`)).json()) as {
      requests: readonly {
        endpoint: string;
        tokens: { generated: number; delivered: number; abandoned: number };
      }[];
    };
    expect(ledger).toHaveLength(total_requests);
    const inLedger = (kind: 'generated' | 'delivered' | 'abandoned') =>
      ledger.reduce((total, entry) => total + entry.tokens[kind], 0);
    expect(inLedger('delivered')).toBe(tokens.delivered);
    expect(inLedger('abandoned')).toBe(tokens.abandoned);

    expect(answers.read).toBeGreaterThan(1000);
    expect(outcomes.completed).toBeGreaterThanOrEqual(answers.read);
    expect(outcomes.failed).toBeGreaterThanOrEqual(answers.failed);
    expect(defects).toEqual([]);
  }, 240_000);
});
