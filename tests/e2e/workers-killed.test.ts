import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../packages/cli/bin/llmsim.js');
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Stats {
  readonly total_requests: number;
  readonly active_requests: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tokens: { readonly generated: number; readonly delivered: number; readonly abandoned: number };
  readonly models: Readonly<Record<string, { readonly requests: number; readonly active: number }>>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server of two workers whose replies take half a second. */
async function serve(...flags: string[]) {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--workers', '2', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LLMSIM_LATENCY_PROFILE: 'instant', LLMSIM_LATENCY_TBT: '50' },
  });
  started.push(child);
  const url = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /listens on (http:\/\/\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const replaced = () => said.split('was replaced').length - 1;
  const statsOf = async (path = '/llmsim/stats'): Promise<Stats> => {
    for (;;) {
      try {
        return (await (await fetch(`${url}${path}`, { headers: { connection: 'close' } })).json()) as Stats;
      } catch {
        // While no worker listens, nobody answers.
        await pause(20);
      }
    }
  };
  return { child, url, replaced, statsOf };
}

function workersOf(child: ChildProcess): readonly number[] {
  return readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
    .split(' ')
    .filter((id) => id.trim() !== '')
    .map(Number);
}

/** How a request went: `begun` if it was broken after the head of its reply. */
type Fate = 'answered' | 'begun' | 'broken';

/** Asks over a connection of its own; says how it went. */
async function ask(url: string, stream: boolean): Promise<Fate> {
  let fate: Fate = 'broken';
  try {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({
        model: 'gpt-4o',
        stream,
        max_tokens: 10,
        messages: [{ role: 'user', content: 'Hi' }],
      }),
      signal: AbortSignal.timeout(20_000),
    });
    fate = 'begun';
    return /\[DONE\]|"usage"/.test(await response.text()) ? 'answered' : fate;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw error;
    return fate;
  }
}

import.meta.jest.setTimeout(120_000);

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('workers that are killed', () => {
  it('leave books in which every request has one outcome and every token is counted once', async () => {
    const { child, url, replaced, statsOf } = await serve();
    const results: Promise<Fate>[] = [];
    const seen: Stats[] = [];
    for (let kill = 1; kill <= 3; kill += 1) {
      for (let round = 0; round < 10; round += 1) {
        results.push(ask(url, true), ask(url, true), ask(url, false));
        await pause(30);
      }
      seen.push(await statsOf());
      const [first = 0] = workersOf(child);
      process.kill(first, 'SIGKILL');
      while (replaced() < kill) await pause(10);
      seen.push(await statsOf());
    }
    const outcomes = await Promise.all(results);
    // The primary knows at most a second later; it is asked after what clients saw.
    const final = await statsOf();
    seen.push(final);
    const sum = (counts: Readonly<Record<string, number>>) =>
      Object.values(counts).reduce((total, count) => total + count, 0);
    expect(final.active_requests).toBe(0);
    expect(sum(final.outcomes)).toBe(final.total_requests);
    expect(final.tokens.generated).toBe(final.tokens.delivered + final.tokens.abandoned);
    expect(final.models['gpt-4o']).toMatchObject({ requests: final.total_requests, active: 0 });
    const answered = outcomes.filter((outcome) => outcome === 'answered').length;
    const begun = outcomes.filter((outcome) => outcome === 'begun').length;
    expect(answered).toBeLessThan(outcomes.length);
    // Who has an answer, or the beginning of one, was counted before that. What was counted may not have been sent any
    // more, and who has nothing may have been on the way to a worker that was gone.
    expect(final.outcomes['completed']).toBeGreaterThanOrEqual(answered);
    expect(final.total_requests).toBeGreaterThanOrEqual(answered + begun);
    expect(final.total_requests).toBeLessThanOrEqual(outcomes.length);
    expect(final.outcomes['lost']).toBeGreaterThan(0);
    for (const [index, now] of seen.entries()) {
      const before = seen[index - 1];
      if (before === undefined) continue;
      expect(now.total_requests).toBeGreaterThanOrEqual(before.total_requests);
      for (const key of ['generated', 'delivered', 'abandoned'] as const)
        expect(now.tokens[key]).toBeGreaterThanOrEqual(before.tokens[key]);
      for (const [outcome, count] of Object.entries(before.outcomes))
        expect(now.outcomes[outcome]).toBeGreaterThanOrEqual(count);
    }
    const { requests } = (await (await fetch(`${url}/llmsim/requests`)).json()) as {
      requests: { outcome: string; accepted_at: string }[];
    };
    expect(requests).toHaveLength(final.total_requests);
    expect(requests.filter(({ outcome }) => outcome === 'lost')).toHaveLength(final.outcomes['lost'] ?? 0);
  });

  it('leave no connection hanging and no file open', async () => {
    const { child, url, replaced, statsOf } = await serve();
    await statsOf();
    const filesOpen = () => readdirSync(`/proc/${child.pid}/fd`).length;
    // Until both workers have said that they listen, and nothing is under way any more.
    await pause(500);
    const before = filesOpen();
    const { hostname, port } = new URL(url);
    const ends: Promise<void>[] = [];
    for (let kill = 1; kill <= 4; kill += 1) {
      const [first = 0] = workersOf(child);
      // One that stands still takes what it is given and does not answer.
      process.kill(first, 'SIGSTOP');
      for (let connection = 0; connection < 6; connection += 1) {
        const socket = connect(Number(port), hostname).resume();
        ends.push(new Promise((resolve) => socket.on('error', () => undefined).on('close', () => resolve())));
        socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
      }
      await pause(100);
      process.kill(first, 'SIGKILL');
      while (replaced() < kill) await pause(10);
      await statsOf();
    }
    await Promise.all(ends);
    for (let tries = 0; filesOpen() > before && tries < 100; tries += 1) await pause(20);
    expect(filesOpen()).toBeLessThanOrEqual(before);
  });

  it('lose no mark: what was counted since then goes on', async () => {
    const { child, url, replaced, statsOf } = await serve();
    await ask(url, false);
    await fetch(`${url}/llmsim/stats/mark?name=load-test`, { method: 'POST' });
    await Promise.all([ask(url, true), ask(url, false)]);
    // At once: what a client has an answer to is counted.
    expect((await statsOf()).outcomes['completed']).toBe(3);
    for (const worker of workersOf(child)) process.kill(worker, 'SIGKILL');
    while (replaced() < 2) await pause(10);
    await statsOf();
    await ask(url, false);
    expect(await statsOf('/llmsim/stats?since=load-test')).toMatchObject({
      total_requests: 3,
      outcomes: { completed: 3 },
    });
    expect(await statsOf()).toMatchObject({ total_requests: 4, outcomes: { completed: 4 } });
  });
});
