/**
 * Does to a server of its own, on this machine alone, what clients have stopped servers with, and says how long others
 * waited meanwhile and what memory it took. Three minutes, ten seconds for each attack at most; the server and one client
 * at a time, 700 MB at most. With words after it, only the attacks whose names have them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startLlmsim } from '../instruments/llmsim.ts';
import { readResidentBytes } from '../instruments/process-usage.ts';
import { percentile, sorted } from '../statistics/percentile.ts';
import { createAttacks, type Attack } from './attacks.ts';
import { createConnectionAttacks } from './connection-attacks.ts';

/** How long an attack is watched at most. Milliseconds. */
const watchedMs = 10_000;

/** What an attack is, however it is made. */
interface Measured {
  readonly name: string;
  readonly flags?: readonly string[];
  readonly config?: string;
  /** @returns what became of it */
  readonly run: (port: number, stop: AbortSignal) => Promise<string>;
}

const json = { 'content-type': 'application/json' };

function ofRequests({ name, flags = [], path, headers, body, requests }: Attack): Measured {
  return {
    name,
    flags,
    async run(port, stop) {
      const text = body();
      const statuses = new Set<number | string>();
      const send = async () => {
        try {
          const init = { method: 'POST', headers: { ...json, ...headers }, body: text, signal: stop };
          const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
          statuses.add(answer.status);
          await answer.body?.pipeTo(new WritableStream());
        } catch {
          statuses.add(stop.aborted ? 'goes on' : 'broken');
        }
      };
      await Promise.all(Array.from({ length: requests }, send));
      return [...statuses].join(', ');
    },
  };
}

async function measure({ name, flags = [], config, run }: Measured): Promise<string> {
  const server = await startLlmsim({ flags, ...(config !== undefined && { config }) });
  const url = `http://127.0.0.1:${server.port}`;
  const residentMb = () => (readResidentBytes(server.pid) ?? NaN) / 1_000_000;
  const health = async () => {
    const startedMs = performance.now();
    await (await fetch(`${url}/health`, { signal: AbortSignal.timeout(60_000) })).text();
    return performance.now() - startedMs;
  };
  try {
    // So that loading the tables of an encoding is not counted against an attack.
    const first = JSON.stringify({
      model: 'gpt-4.1',
      messages: [{ role: 'user', content: 'A prompt: éß天' }],
    });
    await (
      await fetch(`${url}/openai/v1/chat/completions`, { method: 'POST', headers: json, body: first })
    ).text();
    for (let round = 0; round < 20; round += 1) await health();
    const before = residentMb();
    const state = { isOver: false };
    const stop = new AbortController();
    const fate = run(server.port, stop.signal).finally(() => (state.isOver = true));
    const waits: number[] = [];
    let most = before;
    const startedMs = performance.now();
    while (!state.isOver && performance.now() - startedMs < watchedMs) {
      waits.push(await health());
      most = Math.max(most, residentMb());
      await sleep(5);
    }
    stop.abort();
    const became = await fate;
    const ascending = sorted(Float64Array.from(waits));
    const [p99, longest] = [0.99, 1].map((share) => percentile(ascending, share).toFixed(0));
    const memory = (most - before).toFixed(0);
    return `${name}: ${became}; others waited p99 ${p99} ms, longest ${longest} ms; +${memory} MB`;
  } finally {
    await server.stop();
  }
}

const [wanted = ''] = process.argv.slice(2);
const all = [...createAttacks().map(ofRequests), ...createConnectionAttacks()];
for (const attack of all.filter(({ name }) => name.includes(wanted))) console.log(await measure(attack));
