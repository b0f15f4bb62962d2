// Shows what further workers bring: the same saturating loads, given to one process and to several.
//
//   npm run scaling -- [--workers 1,2] [--rounds 3] [--clients 2] [--output DIRECTORY]
//
// Every number of workers gets the same clients, on the same machine: processors that they need are missing to the
// workers. More workers than processors bring nothing.
import { parseArgs } from 'node:util';
import { describeMachine, readLoadAverage } from '../instruments/describe-machine.ts';
import { constantLatency, startLlmsim } from '../instruments/llmsim.ts';
import { runJsonLoad } from '../load/json-load.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { chatCompletions } from '../measure/apis.ts';
import { watchProcess } from '../measure/watch-process.ts';
import { formatNumber, formatRatio } from '../report/format.ts';
import { printReport } from '../report/print-report.ts';
import type { Report } from '../report/report.ts';
import { writeReport } from '../report/write-report.ts';
import { median } from '../statistics/percentile.ts';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '2' },
    output: { type: 'string', default: 'results' },
  },
});
const workerCounts = values.workers.split(',').map(Number);
const rounds = Number(values.rounds);
const clients = Number(values.clients);
const loadBefore = readLoadAverage();
const timeLimitMs = 120_000;

/** What one load showed. CPU is that of all processes of the server, in microseconds. */
interface Throughput {
  readonly perSecond: number;
  readonly cpu: number;
}

/** Runs the same load in every client at once, after one to warm up, against so many workers. */
async function measure(
  server: Awaited<ReturnType<typeof startLlmsim>>,
  warmUp: () => Promise<unknown>,
  load: () => Promise<{ readonly done: number; readonly durationMs: number }>,
): Promise<Throughput> {
  try {
    await warmUp();
    const { result, cost } = await watchProcess(server.pid, () =>
      Promise.all(Array.from({ length: clients }, load)),
    );
    const done = result.reduce((sum, client) => sum + client.done, 0);
    return {
      perSecond: result.reduce((sum, client) => sum + (client.done * 1000) / client.durationMs, 0),
      cpu: ((cost.cpuMs ?? NaN) * 1000) / done,
    };
  } finally {
    await server.stop();
  }
}

/** A failure would make the figure too good. */
function checked<Result extends { readonly failed: number; readonly firstFailure: string | undefined }>(
  result: Result,
): Result {
  if (result.failed > 0) throw new Error(`${result.failed} failed: ${String(result.firstFailure)}`);
  return result;
}

/** Small replies without delay, over 64 connections. */
async function measureJson(workers: number): Promise<Throughput> {
  const server = await startLlmsim({
    flags: ['--workers', String(workers), '--latency', 'instant', '--target-tokens', '16'],
  });
  const load = (durationMs: number) => async () => {
    const result = checked(
      await runJsonLoad({
        port: server.port,
        request: chatCompletions.request(false),
        connections: 64 / clients,
        durationMs,
        timeLimitMs,
      }),
    );
    return { done: result.completed, durationMs: result.durationMs };
  };
  return measure(server, load(2000), load(4000));
}

/** Streams that want ten times as many tokens a second as a process can send. */
async function measureStreams(workers: number): Promise<Throughput> {
  const tokens = 500;
  const server = await startLlmsim({
    flags: ['--workers', String(workers), '--target-tokens', String(tokens)],
    config: constantLatency(1, 1),
  });
  const load = (streams: number) => async () => {
    const result = checked(
      await runStreamLoad({
        port: server.port,
        request: chatCompletions.request(true),
        marker: chatCompletions.marker,
        events: tokens,
        connections: streams / clients,
        rampMs: 0,
        rounds: 2,
        timeLimitMs,
      }),
    );
    return { done: result.events, durationMs: result.durationMs };
  };
  return measure(server, load(100), load(500));
}

const measurements = [
  { name: 'JSON replies of 16 tokens', unit: 'request', run: measureJson },
  { name: 'streams that want 1,000 tokens a second each', unit: 'token', run: measureStreams },
] as const;
const results = measurements.map(({ name, unit, run }) => ({
  name,
  unit,
  run,
  byWorkers: new Map<number, Throughput[]>(workerCounts.map((workers) => [workers, []])),
}));
for (let round = 1; round <= rounds; round += 1) {
  for (const { name, run, byWorkers } of results) {
    for (const [workers, found] of byWorkers) {
      process.stderr.write(`round ${round}: ${name}, ${workers} workers\n`);
      found.push(await run(workers));
    }
  }
}

const report: Report = {
  title: 'llmsim with several workers',
  command: `npm run scaling -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
  machine: describeMachine(loadBefore),
  sections: [
    {
      title: 'Throughput',
      text: `Loads that one process cannot carry, from ${clients} clients on the same machine, which want processors of their own. Medians of ${rounds} rounds; the ratio is that to the first row.`,
      plots: [],
      tables: results.map(({ name, unit, byWorkers }) => {
        const rate = (found: readonly Throughput[]) => median(found.map(({ perSecond }) => perSecond));
        const [first = []] = byWorkers.values();
        return {
          title: name,
          columns: ['workers', `${unit}s/s`, 'throughput', `CPU µs/${unit}`],
          rows: Array.from(byWorkers, ([workers, found]) => [
            String(workers),
            formatNumber(rate(found)),
            formatRatio(rate(found) / rate(first)),
            formatNumber(median(found.map(({ cpu }) => cpu))),
          ]),
        };
      }),
    },
  ],
};
process.stdout.write(printReport(report));
const data = Object.fromEntries(results.map(({ name, byWorkers }) => [name, Object.fromEntries(byWorkers)]));
for (const path of writeReport(values.output, 'scaling', report, data))
  process.stderr.write(`wrote ${path}\n`);
