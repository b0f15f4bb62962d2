import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../packages/cli/bin/llmsim.js');
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it wrote to standard error so far. */
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

async function serve(...flags: string[]): Promise<Served> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--latency', 'instant', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listens on (http:\/\/\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}${errors}`)));
  });
  return { child, url, said: () => errors, ended };
}

/** Asks over a connection of its own, so that the workers take turns. */
async function ask(
  url: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}${path}`, {
    headers: { connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** How many pieces of text a stream has so far. */
const deltasOf = (received: string) => received.split('event: response.output_text.delta').length - 1;

const completion = { model: 'gpt-4o', max_tokens: 4, messages: [{ role: 'user', content: 'Hi' }] };

describe('several workers', () => {
  it('are one server: statistics and ledger add up, ids differ, texts with a seed do not', async () => {
    const { url } = await serve('--workers', '2', '--seed', '1');
    const replies = [];
    for (let request = 0; request < 6; request += 1)
      replies.push((await ask(url, '/v1/chat/completions', completion)).body);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(6);
    expect(new Set(replies.map(({ choices }) => JSON.stringify(choices))).size).toBe(1);
    expect((await ask(url, '/llmsim/stats')).body).toMatchObject({
      total_requests: 6,
      completion_tokens: 24,
    });
    expect((await ask(url, '/llmsim/requests')).body['requests']).toHaveLength(6);
  });

  it('share stored replies', async () => {
    const { url } = await serve('--workers', '2');
    const { body } = await ask(url, '/v1/responses', { model: 'gpt-4o', input: 'Hi' });
    for (let request = 0; request < 4; request += 1) {
      expect((await ask(url, `/v1/responses/${String(body['id'])}`)).body).toMatchObject({ id: body['id'] });
    }
  });

  it('say the texts of a sequence in order', async () => {
    const { url } = await serve('--workers', '2', '--generator', 'sequence:a|b|c');
    const texts = [];
    for (let request = 0; request < 6; request += 1) {
      const { body } = await ask(url, '/v1/chat/completions', completion);
      texts.push((body['choices'] as [{ message: { content: string } }])[0].message.content);
    }
    expect(texts).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('do what is asked of all of them, and a new one, too', async () => {
    const { url, child, said } = await serve('--workers', '2');
    const statuses = async () => {
      const asked = Array.from({ length: 6 }, () => ask(url, '/v1/chat/completions', completion));
      return new Set((await Promise.all(asked)).map(({ status }) => status));
    };
    await fetch(`${url}/llmsim/faults`, { method: 'PUT', body: 'overloaded' });
    expect(await statuses()).toEqual(new Set([503]));
    process.kill((await childrenOf(child))[0] ?? 0, 'SIGKILL');
    while (!said().includes('was replaced')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await statuses()).toEqual(new Set([503]));
    await fetch(`${url}/llmsim/faults`, { method: 'DELETE', headers: { connection: 'close' } });
    expect(await statuses()).toEqual(new Set([200]));
    const { body } = await ask(url, '/llmsim/faults');
    expect(body).toEqual({ faults: [] });
  });

  it('replace one that dies, say so, and keep what it had counted', async () => {
    const { child, url, said } = await serve('--workers', '2');
    for (let request = 0; request < 4; request += 1) await ask(url, '/v1/chat/completions', completion);
    await ask(url, '/llmsim/stats');
    const workers = await childrenOf(child);
    process.kill(workers[0] ?? 0, 'SIGKILL');
    while (!said().includes('was replaced')) await new Promise((resolve) => setTimeout(resolve, 20));
    for (let request = 0; request < 4; request += 1) {
      expect((await ask(url, '/v1/chat/completions', completion)).status).toBe(200);
    }
    expect((await ask(url, '/llmsim/stats')).body).toMatchObject({ total_requests: 8, active_requests: 0 });
  });

  it('end together, with exit code 0', async () => {
    const { child, url, ended } = await serve('--workers', '2');
    await ask(url, '/health');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('say once that a port is in use, and end with 1', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const child = spawn(process.execPath, [program, 'serve', '--port', String(port), '--workers', '2'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    started.push(child);
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(errors).toMatch(/^llmsim: Port \d+ on 127\.0\.0\.1 is in use\. .*\n$/);
    blocker.close();
  });

  it('cancel a response that runs in the background, whichever of them runs it and is asked', async () => {
    const { url } = await serve('--workers', '2', '--latency', 'ttft=10;tbt=50', '--target-tokens', '100');
    for (let time = 0; time < 3; time += 1) {
      const stream = await fetch(`${url}/v1/responses`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ model: 'gpt-4o', input: 'Hi', background: true, stream: true }),
      });
      let received = '';
      let asked: Promise<unknown> | undefined;
      for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) {
        received += piece;
        const id = /"id":"(resp_\w+)"/.exec(received)?.[1];
        if (deltasOf(received) >= 3) asked ??= ask(url, `/v1/responses/${String(id)}/cancel`, {});
      }
      expect(await asked).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      expect(deltasOf(received)).toBeLessThan(60);
    }
    const { body } = await ask(url, '/llmsim/stats');
    expect(body).toMatchObject({ outcomes: { cancelled: 3 } });
  });

  it('stream a response that runs in the background to whoever asks, from wherever', async () => {
    const { url } = await serve('--workers', '2', '--latency', 'ttft=10;tbt=5', '--target-tokens', '100');
    const stream = await fetch(`${url}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ model: 'gpt-4o', input: 'Hi', background: true, stream: true }),
    });
    let received = '';
    let followers: Promise<string>[] = [];
    for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) {
      received += piece;
      const id = /"id":"(resp_\w+)"/.exec(received)?.[1];
      if (followers.length > 0 || id === undefined) continue;
      followers = Array.from({ length: 4 }, async () => {
        const reply = await fetch(`${url}/v1/responses/${id}?stream=true&starting_after=1`, {
          headers: { connection: 'close' },
        });
        return reply.text();
      });
    }
    const frames = received.split('\n\n');
    expect(frames.length).toBeGreaterThan(50);
    for (const follower of followers) expect((await follower).split('\n\n')).toEqual(frames.slice(2));
  });
});

/** The processes that a process started. */
async function childrenOf(child: ChildProcess): Promise<number[]> {
  const list = spawn('ps', ['-o', 'pid=', '--ppid', String(child.pid)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  list.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => list.once('close', resolve));
  return output.trim().split(/\s+/).map(Number);
}
