import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeRequest, type HttpRequest } from '../load/http-request.ts';

/** What the clients did. */
export interface ClientCounts {
  /** Requests of which the server got every byte, so that it has to account for them. */
  asked: number;
  /** Replies that came whole. */
  whole: number;
  /** Replies of which the server cut the connection. */
  cut: number;
  /** By the manner of the client. */
  readonly manners: Record<string, number>;
}

/** How a client behaves. Those that leave do so when they have a part of the reply, so the request is on record. */
type Manner = 'patient' | 'vanishes' | 'resets' | 'stalls' | 'stalls and vanishes' | 'asks by half';

/** The share of each manner. */
const manners: readonly (readonly [Manner, number])[] = [
  ['patient', 0.62],
  ['vanishes', 0.13],
  ['resets', 0.13],
  ['stalls', 0.05],
  ['stalls and vanishes', 0.04],
  ['asks by half', 0.03],
];

const stallMs = 3000;
/** A reply that takes longer is one that hangs, as some failure modes do: the client leaves. */
const patienceMs = 10_000;

/** Random numbers from 0 to 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Asks over and over, each time in another manner, until it is stopped. Resolves when its last request is over. */
export async function runMixedClient(
  port: number,
  seed: number,
  counts: ClientCounts,
  isOver: () => boolean,
): Promise<void> {
  const random = createRandom(seed);
  while (!isOver()) {
    const manner = chooseManner(random());
    counts.manners[manner] = (counts.manners[manner] ?? 0) + 1;
    await ask(port, encodeRequest(chooseRequest(random), port), manner, random, counts);
    await sleep(random() * 100);
  }
}

function chooseManner(chance: number): Manner {
  let sum = 0;
  for (const [manner, share] of manners) {
    sum += share;
    if (chance < sum) return manner;
  }
  return 'patient';
}

function chooseRequest(random: () => number): HttpRequest {
  const post = (path: string, body: object | string): HttpRequest => ({
    method: 'POST',
    path: `/openai/v1${path}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const content = `Say something about number ${Math.floor(random() * 3000)}.`;
  const messages = [{ role: 'user', content }];
  const chance = random();
  if (chance < 0.5) return post('/chat/completions', { model: 'gpt-4o', messages, stream: true });
  if (chance < 0.65) return post('/responses', { model: 'gpt-4o', input: content, stream: true });
  if (chance < 0.8) return post('/chat/completions', { model: 'gpt-5-mini', messages });
  if (chance < 0.9) return post('/responses', { model: 'gpt-4o', input: content });
  if (chance < 0.94) {
    const long = [{ role: 'user', content: content.repeat(500) }];
    return post('/chat/completions', { model: 'gpt-4o', messages: long, max_tokens: 5 });
  }
  if (chance < 0.97) return post('/chat/completions', '{"model":');
  return post('/chat/completions', { model: 'gpt-4o', messages: [] });
}

function ask(
  port: number,
  request: Buffer,
  manner: Manner,
  random: () => number,
  counts: ClientCounts,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    const leaveAfterBytes = 1 + Math.floor(random() * 20_000);
    let received = 0;
    let tail = '';
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(impatience);
      socket.destroy();
      resolve();
    };
    const impatience = setTimeout(end, patienceMs);

    socket.on('connect', () => {
      if (manner === 'asks by half') {
        socket.write(request.subarray(0, Math.floor(request.length / 2)), end);
        return;
      }
      counts.asked += 1;
      socket.write(request);
    });
    socket.on('data', (part: Buffer) => {
      const isFirst = received === 0;
      received += part.length;
      tail = (tail + part.toString('latin1')).slice(-32_768);
      if (isWhole(tail, received)) {
        counts.whole += 1;
        end();
        return;
      }
      if (manner === 'stalls' || manner === 'stalls and vanishes') {
        if (!isFirst) return;
        socket.pause();
        setTimeout(() => {
          if (manner === 'stalls') socket.resume();
          else end();
        }, stallMs);
        return;
      }
      if (received < leaveAfterBytes) return;
      if (manner === 'vanishes') end();
      else if (manner === 'resets') {
        socket.resetAndDestroy();
        end();
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!isOver) counts.cut += 1;
      end();
    });
  });
}

/** Whether a reply is complete, by its end or, if it is short enough to be kept whole, by its length. */
function isWhole(tail: string, received: number): boolean {
  if (tail.endsWith('\r\n0\r\n\r\n')) return true;
  const head = received === tail.length ? tail.indexOf('\r\n\r\n') : -1;
  const length = head === -1 ? undefined : /\ncontent-length: *(\d+)/i.exec(tail.slice(0, head))?.[1];
  return length !== undefined && received >= head + 4 + Number(length);
}
