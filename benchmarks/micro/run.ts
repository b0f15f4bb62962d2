// Measures small things that are done for each token or each request, so that a regression can be found and not only
// felt.
//
//   npm run micro -- [--time 500] [--only TEXT] [--save FILE] [--baseline FILE]
//
// Times depend on the machine. Beside each is its share of a yardstick, a fixed piece of work that has nothing to do
// with llmsim: those shares can be compared between runs, which `--baseline` does with a file that `--save` wrote.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bench } from 'tinybench';
import { describeMachine, describeMachineLines, readLoadAverage } from '../instruments/describe-machine.ts';
import { formatNumber } from '../report/format.ts';
import { printTable } from '../report/print-report.ts';
import { countingBenchmarks } from './counting.ts';
import { encoderBenchmarks } from './encoders.ts';
import type { MicroBenchmark } from './micro-benchmark.ts';
import { planningBenchmarks } from './planning.ts';
import { playingBenchmarks } from './playing.ts';

const { values } = parseArgs({
  options: {
    time: { type: 'string', default: '500' },
    only: { type: 'string' },
    save: { type: 'string' },
    baseline: { type: 'string' },
  },
});

/** What is kept of a run. */
interface Saved {
  readonly machine: object;
  /** Each benchmark's share of the yardstick. */
  readonly yardsticks: Readonly<Record<string, number>>;
}

const sample = {
  id: 'chatcmpl-1',
  choices: [{ index: 0, delta: { content: ' lorem' }, finish_reason: null }],
};
const yardstick: MicroBenchmark = {
  name: 'yardstick: JSON there and back',
  unit: 'round',
  count: 1,
  run: () => void JSON.parse(JSON.stringify(sample)),
};
const { only } = values;
const benchmarks = [
  yardstick,
  ...[
    ...playingBenchmarks(),
    ...encoderBenchmarks(),
    ...planningBenchmarks(),
    ...countingBenchmarks(),
  ].filter(({ name }) => only === undefined || name.includes(only)),
];
const baseline =
  values.baseline === undefined ? undefined : (JSON.parse(readFileSync(values.baseline, 'utf8')) as Saved);

const loadBefore = readLoadAverage();
const bench = new Bench({ time: Number(values.time), warmupTime: Number(values.time) / 2 });
for (const { name, run, prepare } of benchmarks) {
  bench.add(name, run, { async: false, ...(prepare !== undefined && { beforeEach: prepare }) });
}
await bench.run();

/** The median time of one unit, in nanoseconds. */
const medians = benchmarks.map(({ name, count }, index) => {
  const result = bench.tasks[index]?.result;
  if (result === undefined || !('latency' in result)) throw new Error(`"${name}" did not run to its end.`);
  return (result.latency.p50 * 1e6) / count;
});
const yardstickNs = medians[0] ?? NaN;
const yardsticks = Object.fromEntries(
  benchmarks.map(({ name }, index) => [name, (medians[index] ?? NaN) / yardstickNs]),
);
const machine = describeMachine(loadBefore);

process.stdout.write(
  `${describeMachineLines(machine).join('\n')}\n\n${printTable({
    title: 'Median times',
    columns: [
      'what',
      'ns',
      'each',
      'yardsticks',
      ...(baseline === undefined ? [] : ['baseline', 'now / then']),
    ],
    rows: benchmarks.map(({ name, unit }, index) => {
      const now = yardsticks[name] ?? NaN;
      const then = baseline?.yardsticks[name];
      return [
        name,
        formatNumber(medians[index]),
        unit,
        formatNumber(now),
        ...(baseline === undefined ? [] : [formatNumber(then), formatNumber(now / (then ?? NaN))]),
      ];
    }),
  })}\n`,
);
if (values.save !== undefined) {
  const saved: Saved = { machine, yardsticks };
  writeFileSync(values.save, `${JSON.stringify(saved, undefined, 2)}\n`);
}
// The wheel still holds tasks.
process.exit();
