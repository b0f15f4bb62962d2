/**
 * Does to a server of its own, on this machine alone, what clients have stopped servers with, and says how long others
 * waited meanwhile and what memory it took. About a minute; the server and one client at a time, 700 MB at most.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startLlmsim } from '../instruments/llmsim.ts';
import { readResidentBytes } from '../instruments/process-usage.ts';
import { percentile, sorted } from '../statistics/percentile.ts';
import { attacks, type Attack } from './attacks.ts';

/** How long an attack is watched at most. Milliseconds. */
const watchedMs = 10_000;

async function measure(attack: Attack): Promise<string> {
  const server = await startLlmsim({ flags: attack.flags ?? [] });
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
    const headers = { 'content-type': 'application/json' };
    await (await fetch(`${url}/openai/v1/chat/completions`, { method: 'POST', headers, body: first })).text();
    const body = attack.body();
    for (let round = 0; round < 20; round += 1) await health();
    const before = residentMb();
    const state = { isOver: false };
    const statuses = new Set<number | string>();
    const stop = new AbortController();
    const sent = Promise.all(
      Array.from({ length: attack.requests }, async () => {
        try {
          const all = { ...headers, ...attack.headers };
          const init = { method: 'POST', headers: all, body, signal: stop.signal };
          const answer = await fetch(url + attack.path, init);
          statuses.add(answer.status);
          await answer.body?.pipeTo(new WritableStream());
        } catch {
          statuses.add(stop.signal.aborted ? 'goes on' : 'broken');
        }
      }),
    ).then(() => (state.isOver = true));
    const waits: number[] = [];
    let most = before;
    const startedMs = performance.now();
    while (!state.isOver && performance.now() - startedMs < watchedMs) {
      waits.push(await health());
      most = Math.max(most, residentMb());
      await sleep(5);
    }
    stop.abort();
    await sent;
    const ascending = sorted(Float64Array.from(waits));
    const [p99, longest] = [0.99, 1].map((share) => percentile(ascending, share).toFixed(0));
    const memory = (most - before).toFixed(0);
    return `${attack.name}: ${[...statuses].join(', ')}; others waited p99 ${p99} ms, longest ${longest} ms; +${memory} MB`;
  } finally {
    await server.stop();
  }
}

const [wanted = ''] = process.argv.slice(2);
for (const attack of attacks.filter(({ name }) => name.includes(wanted))) console.log(await measure(attack));
