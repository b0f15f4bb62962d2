// Gives llmsim and other simulators the same work and compares what it costs and how true to the clock it is.
//
//   npm run compare -- [--streams 1000] [--rounds 3] [--output DIRECTORY]
//
// Each runs as its users run it, as a process of its own, on the same Node, with its log switched off where that can
// be done, one after the other, several times. The work: small JSON replies without waiting over 32 connections, and
// streams of 100 chunks that are 50 ms apart (one of them cannot be set to anything else). How long the first chunk
// takes is not compared, since not all publish it; chunks are timed against the first one of their stream.
import { parseArgs } from 'node:util';
import { describeMachine, readLoadAverage } from '../instruments/describe-machine.ts';
import { startServer } from '../instruments/server-process.ts';
import { runJsonLoad } from '../load/json-load.ts';
import { runStreamLoad } from '../load/stream-load.ts';
import { chatCompletions } from '../measure/apis.ts';
import { watchProcess } from '../measure/watch-process.ts';
import { formatNumber, formatNumbers, formatRatio } from '../report/format.ts';
import { printReport } from '../report/print-report.ts';
import type { Report, Table } from '../report/report.ts';
import { writeReport } from '../report/write-report.ts';
import { median } from '../statistics/percentile.ts';
import { summarize } from '../statistics/summary.ts';
import { simulators, type Simulator } from './simulators.ts';

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    output: { type: 'string', default: 'results' },
  },
});
const streams = Number(values.streams);
const rounds = Number(values.rounds);
const jsonWork = { words: 16, tbtMs: 0 };
const streamWork = { words: 100, tbtMs: 50 };
const loadBefore = readLoadAverage();

/** Figures of one simulator by name, one entry for each round. */
type Figures = Readonly<Record<string, number>>;

async function measureJson(simulator: Simulator): Promise<Figures | undefined> {
  const command = simulator.command(jsonWork);
  if (command === undefined) return undefined;
  const server = await startServer(command);
  try {
    const load = {
      port: server.port,
      request: { ...chatCompletions.request(false), path: simulator.path },
      connections: 32,
      durationMs: 4000,
      timeLimitMs: 60_000,
    };
    await runJsonLoad({ ...load, durationMs: 2000 });
    const { result, cost } = await watchProcess(server.pid, () => runJsonLoad(load));
    if (result.failed > 0) throw new Error(`${simulator.name}: ${String(result.firstFailure)}`);
    return {
      cpu: ((cost.cpuMs ?? NaN) * 1000) / result.completed,
      rate: (result.completed * 1000) / result.durationMs,
    };
  } finally {
    await server.stop();
  }
}

async function measureStreams(simulator: Simulator): Promise<Figures | undefined> {
  const command = simulator.command(streamWork);
  if (command === undefined) return undefined;
  const server = await startServer(command);
  try {
    const load = {
      port: server.port,
      request: { ...chatCompletions.request(true), path: simulator.path },
      marker: simulator.marker,
      events: streamWork.words,
      connections: streams,
      rampMs: 2000,
      rounds: 1,
      schedule: { ttftMs: streamWork.tbtMs, tbtMs: streamWork.tbtMs },
      timeLimitMs: 120_000,
    };
    await runStreamLoad({ ...load, connections: 50 });
    const { result, cost } = await watchProcess(server.pid, () => runStreamLoad(load));
    if (result.failed > 0) throw new Error(`${simulator.name}: ${String(result.firstFailure)}`);
    const gaps = summarize(result.gapsMs);
    const pace = summarize(result.paceLatenessMs);
    const wanted = (streamWork.words - 1) * streamWork.tbtMs;
    const first = summarize(result.firstTokenMs);
    return {
      cpu: ((cost.cpuMs ?? NaN) * 1000) / result.events,
      memory: (cost.grownBytes ?? NaN) / streams / 1000,
      gapP50: gaps.p50,
      gapP99: gaps.p99,
      paceP50: pace.p50,
      paceP99: pace.p99,
      stretch: (summarize(result.streamMs).p50 - first.p50) / wanted,
    };
  } finally {
    await server.stop();
  }
}

const subjects = simulators();
const json = new Map<string, Figures[]>();
const streamed = new Map<string, Figures[]>();
for (let round = 1; round <= rounds; round += 1) {
  for (const simulator of subjects) {
    process.stderr.write(`round ${round}: ${simulator.name}\n`);
    for (const [measure, results] of [
      [measureJson, json],
      [measureStreams, streamed],
    ] as const) {
      const figures = await measure(simulator);
      if (figures !== undefined)
        results.set(simulator.name, [...(results.get(simulator.name) ?? []), figures]);
    }
  }
}

const middle = (results: Map<string, Figures[]>, { name }: Simulator, figure: string): number =>
  median((results.get(name) ?? []).map((figures) => figures[figure] ?? NaN));
const label = ({ name, version }: Simulator): string => `${name} ${version}`;
const [own] = subjects;
if (own === undefined) throw new Error('There is nothing to compare.');
const against = (results: Map<string, Figures[]>, simulator: Simulator, figure: string): string =>
  formatRatio(middle(results, simulator, figure) / middle(results, own, figure));

const tables: readonly Table[] = [
  {
    title: 'JSON replies of 16 words, 32 connections',
    columns: ['simulator', 'requests/s', 'CPU µs/request', 'CPU, llmsim = 1'],
    rows: subjects.map((simulator) => [
      label(simulator),
      formatNumber(middle(json, simulator, 'rate')),
      formatNumber(middle(json, simulator, 'cpu')),
      against(json, simulator, 'cpu'),
    ]),
  },
  {
    title: `${formatNumber(streams)} streams of ${streamWork.words} chunks, ${streamWork.tbtMs} ms apart`,
    columns: [
      'simulator',
      'gap p50 / p99 ms',
      'behind its own first chunk p50 / p99 ms',
      'takes, asked for = 1',
      'CPU µs/chunk',
      'CPU, llmsim = 1',
      'memory KB/stream',
      'memory, llmsim = 1',
    ],
    rows: subjects.map((simulator) => [
      label(simulator),
      formatNumbers(middle(streamed, simulator, 'gapP50'), middle(streamed, simulator, 'gapP99')),
      formatNumbers(middle(streamed, simulator, 'paceP50'), middle(streamed, simulator, 'paceP99')),
      middle(streamed, simulator, 'stretch').toFixed(3),
      formatNumber(middle(streamed, simulator, 'cpu')),
      against(streamed, simulator, 'cpu'),
      formatNumber(middle(streamed, simulator, 'memory')),
      against(streamed, simulator, 'memory'),
    ]),
  },
];
const report: Report = {
  title: 'llmsim beside other simulators',
  command: `npm run compare -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
  machine: describeMachine(loadBefore),
  sections: [
    {
      title: 'The same work',
      text: `Every simulator is a process of its own on the same Node, started as its users start it, with its log switched off where that can be done. They took turns, ${rounds} rounds; figures are medians. They do not do the same for it: llmsim counts the tokens of each request, keeps statistics, and decides each reply anew from a seed, the others send a text that was written down. How long the first chunk takes cannot be set in all of them, so chunks are timed against the first one of their stream.`,
      plots: [],
      tables,
    },
  ],
};
process.stdout.write(printReport(report));
const data = { json: Object.fromEntries(json), streams: Object.fromEntries(streamed) };
for (const path of writeReport(values.output, 'compare', report, data))
  process.stderr.write(`wrote ${path}\n`);
