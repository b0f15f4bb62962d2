/** What a single client does with connections, beyond single requests. All of them go to this machine. */
import { randomBytes } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One thing that a single client does with its connections. */
export interface ConnectionAttack {
  readonly name: string;
  /** A configuration file of the server, as YAML; by default it has none. */
  readonly config?: string;
  /**
   * Attacks a server, until it is through or told to stop.
   * @returns what became of it
   */
  run(port: number, stop: AbortSignal): Promise<string>;
}

const megabyte = 1_000_000;
const chatPath = '/openai/v1/chat/completions';
const create = (fields: object) => JSON.stringify({ type: 'response.create', model: 'gpt-4.1', ...fields });

/**
 * @param share - of the sizes that stopped a server: a test has to be cheap
 */
export function createConnectionAttacks(share = 1): readonly ConnectionAttack[] {
  const of = (amount: number) => Math.ceil(amount * share);
  return [
    {
      name: 'a body of 8 MB in chunks of a byte',
      async run(port, stop) {
        const client = await open(port, stop);
        client.socket.write(head('transfer-encoding: chunked'));
        await client.write('1\r\n \r\n'.repeat(10_000), of(8 * megabyte) / 10_000);
        return client.end('0\r\n\r\n');
      },
    },
    {
      name: '200,000 requests behind one that takes a minute',
      async run(port, stop) {
        const client = await open(port, stop);
        const body = '{"model":"gpt-4.1","messages":[{"role":"user","content":"x"}]}';
        client.socket.write(head(`content-length: ${body.length}`, 'x-llmsim-latency: ttft=60000') + body);
        return client.write((head(`content-length: ${body.length}`) + body).repeat(100), 200_000 / 100);
      },
    },
    {
      name: '100 unfinished bodies of 31 MB',
      async run(port, stop) {
        const bytes = of(31 * megabyte);
        const piece = ' '.repeat(62_000);
        const each = Array.from({ length: 100 }, async () => {
          const client = await open(port, stop);
          client.socket.write(head(`content-length: ${bytes + 1}`));
          return client.write(piece, bytes / piece.length);
        });
        return countEach(await Promise.all(each));
      },
    },
    {
      name: 'messages over a WebSocket that are no JSON, from a client that does not read',
      async run(port, stop) {
        const client = await openWebSocket(port, stop);
        client.socket.pause();
        return client.write(Buffer.concat(Array.from({ length: 5000 }, () => frame('x'))), of(1000));
      },
    },
    {
      name: '200 messages of 20 MB that wait for their turn over a WebSocket',
      async run(port, stop) {
        const client = await openWebSocket(port, stop, 'x-llmsim-latency: ttft=60000');
        client.socket.write(frame(create({ input: 'x' })));
        return client.write(frame(create({ input: 'a b '.repeat(of(5 * megabyte)) })), 200);
      },
    },
    {
      name: 'a message of 30 MB over a WebSocket',
      async run(port, stop) {
        const client = await openWebSocket(port, stop);
        await client.write(
          frame(create({ input: [{ role: 'user', content: 'a b '.repeat(of(2.5 * megabyte)) }] })),
          1,
        );
        return client.received(/response\.(completed|failed)|"error"/);
      },
    },
    {
      name: 'a prompt of 30 MB over a WebSocket that is only to be taken in',
      async run(port, stop) {
        const client = await openWebSocket(port, stop);
        const input = [1, 2, 3].map(() => ({ role: 'user', content: 'a b '.repeat(of(2.5 * megabyte)) }));
        await client.write(frame(create({ model: 'gpt-4.1', generate: false, input })), 1);
        return client.received(/response\.completed|"error"/);
      },
    },
    {
      name: 'conversations of 3 MB in each of 32 lanes of 20 WebSockets',
      async run(port, stop) {
        const each = Array.from({ length: 20 }, async () => {
          const client = await openWebSocket(port, stop, 'x-llmsim-tokens: 1');
          const input = 'x'.repeat(of(3 * megabyte));
          for (let lane = 0; lane < 32; lane += 1) {
            await client.write(frame(create({ input, store: false, stream_id: String(lane) })), 1);
          }
          return client.write(frame('x'), 1);
        });
        return countEach(await Promise.all(each));
      },
    },
    {
      name: 'a reader of a stream who takes a hundred bytes a second',
      config: 'server: { idle_timeout_ms: 2000 }\n',
      async run(port, stop) {
        const client = await open(port, stop);
        const body = JSON.stringify({
          model: 'gpt-4.1',
          stream: true,
          messages: [{ role: 'user', content: 'x' }],
        });
        client.socket.pause();
        const headers = ['x-llmsim-latency: instant', 'x-llmsim-tokens: 100000'];
        client.socket.write(head(`content-length: ${body.length}`, ...headers) + body);
        for (let second = 1; !stop.aborted; second += 1) {
          await sleep(1000);
          client.socket.read(100);
          const stats = await fetch(`http://127.0.0.1:${port}/llmsim/stats`);
          const { active_requests } = (await stats.json()) as { active_requests: number };
          if (active_requests === 0) return `was dropped after ${second} s`;
        }
        return 'goes on';
      },
    },
  ];
}

function head(...headers: readonly string[]): string {
  const all = ['host: 127.0.0.1', 'content-type: application/json', ...headers];
  return `POST ${chatPath} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`;
}

/** A text message as a client sends it. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const start =
    length < 126
      ? [0x81, 0x80 | length]
      : [0x81, 0xff, 0, 0, 0, 0, ...[24, 16, 8, 0].map((bits) => (length >>> bits) & 255)];
  // Masked with zeros, which changes nothing.
  return Buffer.concat([Buffer.from(start), Buffer.alloc(4), payload]);
}

/** A client's end of a connection. */
interface Client {
  readonly socket: Socket;
  /** Writes a piece several times, as fast as it is read. @returns how far it came */
  write(piece: string | Buffer, times: number): Promise<string>;
  /** Writes the last piece. @returns the first line of the reply */
  end(piece: string): Promise<string>;
  /** Resolves to what matches in what was received. */
  received(pattern: RegExp): Promise<string>;
}

async function open(port: number, stop: AbortSignal): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  setMaxListeners(0, stop);
  stop.addEventListener('abort', () => socket.destroy());
  let last = '';
  socket.on('data', (piece: Buffer) => (last = (last + piece.toString('latin1')).slice(-4096)));
  await Promise.race([once(socket, 'connect'), gone]);
  const fate = (written: number, times: number) =>
    written >= times ? 'all was taken' : stop.aborted ? 'was kept waiting' : 'was closed';
  const received = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(last)?.[0];
      if (found !== undefined) return found;
      if (socket.destroyed) return stop.aborted ? 'was kept waiting' : 'was closed';
      await Promise.race([once(socket, 'data').catch(() => undefined), gone]);
    }
  };
  return {
    socket,
    received,
    async write(piece, times) {
      let written = 0;
      while (written < times && !socket.destroyed) {
        written += 1;
        if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), gone]).catch(() => undefined);
      }
      return fate(socket.destroyed ? 0 : written, times);
    },
    end(piece) {
      socket.write(piece);
      return received(/HTTP\/1\.1 \d+/);
    },
  };
}

async function openWebSocket(
  port: number,
  stop: AbortSignal,
  ...headers: readonly string[]
): Promise<Client> {
  const client = await open(port, stop);
  const all = [
    ...['host: 127.0.0.1', 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'],
    ...[`sec-websocket-key: ${randomBytes(16).toString('base64')}`, ...headers],
  ];
  client.socket.write(`GET /openai/v1/responses HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`);
  await client.received(/HTTP\/1\.1 101/);
  return client;
}

function countEach(fates: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const fate of fates) counts.set(fate, (counts.get(fate) ?? 0) + 1);
  return [...counts].map(([fate, count]) => `${count} ${fate}`).join(', ');
}
