// Shows where llmsim spends its time under load, by V8's sampling profiler: the functions with the most time of their
// own. What starting up takes is left out.
//
//   npm run profile -- [--load streams|json] [--api chat|responses] [--streams 1000] [--top 40] [--keep FILE]
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLlmsim } from '../instruments/llmsim.ts';
import { runJsonLoad } from '../load/json-load.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { chatCompletions, responses } from '../measure/apis.ts';
import { startForStreams, streamLoad } from '../measure/measure-streams.ts';
import { formatNumber } from '../report/format.ts';
import { printTable } from '../report/print-report.ts';
import { sumSelfTimes, type CpuProfile } from './sum-self-times.ts';

const { values } = parseArgs({
  options: {
    load: { type: 'string', default: 'streams' },
    api: { type: 'string', default: 'chat' },
    streams: { type: 'string', default: '1000' },
    top: { type: 'string', default: '40' },
    keep: { type: 'string' },
  },
});
const api = values.api === 'responses' ? responses : chatCompletions;
const directory = mkdtempSync(join(tmpdir(), 'llmsim-profile-'));
const nodeOptions = ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', directory];

const { events, fromUs, toUs } = await (values.load === 'json' ? profileJson() : profileStreams());
const [file] = readdirSync(directory);
if (file === undefined) throw new Error(`There is no profile in ${directory}.`);
const profile = JSON.parse(readFileSync(join(directory, file), 'utf8')) as CpuProfile;
if (values.keep !== undefined) copyFileSync(join(directory, file), values.keep);
rmSync(directory, { recursive: true });

const times = sumSelfTimes(profile, fromUs, toUs);
const busyUs = times.reduce((sum, { selfUs }) => sum + selfUs, 0);
const rows = times
  .slice(0, Number(values.top))
  .map(({ place, selfUs }) => [
    place,
    formatNumber(selfUs / 1000),
    formatNumber((selfUs / busyUs) * 100),
    formatNumber(selfUs / events),
  ]);
const what = values.load === 'json' ? 'request' : 'event';
process.stdout.write(
  `${printTable({
    title: `${api.name}, ${values.load}: ${formatNumber(busyUs / events)} µs of main thread per ${what}`,
    columns: ['function', 'ms', '%', `µs/${what}`],
    rows,
  })}\n`,
);

interface Profiled {
  readonly events: number;
  /** Monotonic microseconds, as profiles have them. */
  readonly fromUs: number;
  readonly toUs: number;
}

async function profileStreams(): Promise<Profiled> {
  const server = await startForStreams(nodeOptions);
  const load = streamLoad(server.port, api, Number(values.streams));
  await runStreamLoad({ ...load, connections: 50 });
  const fromUs = monotonicUs();
  const result = await runStreamLoad(load);
  const toUs = monotonicUs();
  await server.stop();
  return { events: result.events, fromUs, toUs };
}

async function profileJson(): Promise<Profiled> {
  const server = await startLlmsim({ flags: ['--latency', 'instant', '--target-tokens', '16'], nodeOptions });
  const load = {
    port: server.port,
    request: api.request(false),
    connections: 32,
    durationMs: 4000,
    timeLimitMs: 60_000,
  };
  await runJsonLoad({ ...load, durationMs: 2000 });
  const fromUs = monotonicUs();
  const result = await runJsonLoad(load);
  const toUs = monotonicUs();
  await server.stop();
  return { events: result.completed, fromUs, toUs };
}

function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
