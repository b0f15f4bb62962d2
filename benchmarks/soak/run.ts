// Ten minutes of clients of every manner: patient ones, and ones that vanish, reset, stall, or ask by half, on a server
// that fails on purpose now and then. At the end no stream is active, memory is what it was, and every request is
// accounted for.
//
//   npm run soak -- [--minutes 10] [--clients 300]
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../instruments/free-port.ts';
import { startLlmsim } from '../instruments/llmsim.ts';
import { readResidentBytes } from '../instruments/process-usage.ts';
import { fetchStats, type Stats } from '../measure/fetch-stats.ts';
import { formatNumber } from '../report/format.ts';
import { printTable } from '../report/print-report.ts';
import { runMixedClient, type ClientCounts } from './mixed-client.ts';
import { readHeap } from './read-heap.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    clients: { type: 'string', default: '300' },
  },
});
const totalMs = Number(values.minutes) * 60_000;
const clients = Number(values.clients);
/** Of the whole time, until tables that have a bound have reached it. */
const warmUpShare = 0.3;
const longestDrainMs = 30_000;
const allowedGrowth = 1.1;

const config = `
latency: { ttft: { distribution: gamma, mean: 200, stddev: 100 }, tbt: { distribution: gamma, mean: 10, stddev: 8 } }
response: { target_tokens: { distribution: uniform, min: 10, max: 200 } }
errors:
  modes:
    - { mode: rate-limit, rate: 0.02 }
    - { mode: server-error, rate: 0.01 }
    - { mode: disconnect, rate: 0.01 }
    - { mode: reset, rate: 0.01 }
    - { mode: stall, rate: 0.005 }
    - { mode: stream-error, rate: 0.01 }
    - { mode: corrupt-frame, rate: 0.01 }
`;

interface Rest {
  readonly stats: Stats;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

const inspectorPort = await findFreePort();
const server = await startLlmsim({ config, nodeOptions: [`--inspect=127.0.0.1:${inspectorPort}`] });
const counts: ClientCounts = { asked: 0, whole: 0, cut: 0, manners: {} };
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Lets all clients ask for so long, then waits until the server has nothing more to do. */
async function loadAndRest(durationMs: number, seed: number): Promise<Rest> {
  const endsAtMs = performance.now() + durationMs;
  const progress = setInterval(() => {
    void fetchStats(server.port).then((stats) =>
      say(
        `${String(counts.asked)} requests, ${stats?.active_requests ?? '?'} active, ${stats?.scheduler.verdict ?? '?'}, ${formatNumber((readResidentBytes(server.pid) ?? NaN) / 2 ** 20)} MB`,
      ),
    );
  }, 30_000);
  await Promise.all(
    Array.from({ length: clients }, (_, index) =>
      runMixedClient(server.port, seed + index, counts, () => performance.now() > endsAtMs),
    ),
  );
  clearInterval(progress);
  const drainedAtMs = performance.now() + longestDrainMs;
  let stats = await fetchStats(server.port);
  while ((stats?.active_requests ?? 1) > 0 && performance.now() < drainedAtMs) {
    await sleep(200);
    stats = await fetchStats(server.port);
  }
  if (stats === undefined) throw new Error('The server does not answer any more.');
  const { usedBytes } = await readHeap(inspectorPort);
  // What the collection freed goes back to the system a little later.
  await sleep(5000);
  return { stats, heapBytes: usedBytes, residentBytes: readResidentBytes(server.pid) ?? NaN };
}

const checks: {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
}[] = [];
try {
  say(`warming up for ${formatNumber((totalMs * warmUpShare) / 60_000)} minutes`);
  const before = await loadAndRest(totalMs * warmUpShare, 1);
  say(`loading for ${formatNumber((totalMs * (1 - warmUpShare)) / 60_000)} minutes`);
  const after = await loadAndRest(totalMs * (1 - warmUpShare), 1_000_000);

  const { stats } = after;
  const outcomes = Object.values(stats.outcomes).reduce((sum, count) => sum + count, 0);
  const { generated, delivered, abandoned } = stats.tokens;
  const expect = (what: string, wanted: string, found: string, ok: boolean) =>
    checks.push({ what, wanted, found, ok });
  expect('requests still active', '0', String(stats.active_requests), stats.active_requests === 0);
  expect(
    'requests that the server counted',
    String(counts.asked),
    String(stats.total_requests),
    counts.asked === stats.total_requests,
  );
  expect('requests with an outcome', String(counts.asked), String(outcomes), counts.asked === outcomes);
  expect(
    'tokens delivered or abandoned',
    String(generated),
    String(delivered + abandoned),
    generated === delivered + abandoned,
  );
  for (const [what, key] of [
    ['heap after collection', 'heapBytes'],
    ['resident memory', 'residentBytes'],
  ] as const) {
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    expect(
      what,
      `≤ ${allowedGrowth} × ${megabytes(before[key])}`,
      `${megabytes(after[key])} (${(after[key] / before[key]).toFixed(3)} ×)`,
      after[key] <= before[key] * allowedGrowth,
    );
  }
  say(`outcomes: ${JSON.stringify(stats.outcomes)}`);
  say(`clients: ${JSON.stringify(counts)}`);
} finally {
  await server.stop();
}

const passed = checks.every(({ ok }) => ok);
process.stdout.write(
  `${printTable({
    title: `${values.minutes} minutes, ${clients} clients, ${formatNumber(counts.asked)} requests`,
    columns: ['what', 'wanted', 'found', 'as wanted'],
    rows: checks.map(({ what, wanted, found, ok }) => [what, wanted, found, ok ? 'yes' : 'NO']),
  })}\n`,
);
process.exitCode = passed ? 0 : 1;
