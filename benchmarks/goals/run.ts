// Measures everything that llmsim has set itself as a goal, beside floors of our own, and says what is reached.
//
//   npm run goals -- [--rounds 3] [--samples 10000] [--output DIRECTORY]
import { parseArgs } from 'node:util';
import { describeMachine, readLoadAverage } from '../instruments/describe-machine.ts';
import { compare, type FloorAndSubject } from '../measure/alternate.ts';
import { chatCompletions, responses } from '../measure/apis.ts';
import { measureDistributions } from '../measure/measure-distributions.ts';
import { measureDurations, measureJson } from '../measure/measure-json.ts';
import { measureStreams, type StreamMeasurement } from '../measure/measure-streams.ts';
import { formatNumber } from '../report/format.ts';
import { printReport } from '../report/print-report.ts';
import type { Report, Section } from '../report/report.ts';
import { writeReport } from '../report/write-report.ts';
import { median } from '../statistics/percentile.ts';
import { summarize } from '../statistics/summary.ts';
import { describeDistributions } from '../stream-fidelity/distribution-section.ts';
import { describeJson, type JsonResults } from '../stream-fidelity/json-section.ts';
import { describeStreams, type StreamResults } from '../stream-fidelity/stream-section.ts';
import { limitGoal, ratioGoal, type Goal } from './goal.ts';
import { measureBurst } from './measure-burst.ts';
import { measureLongPrompts } from './measure-long-prompts.ts';
import { measureSaturation } from './measure-saturation.ts';
import { measureStartUp } from './measure-start-up.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    samples: { type: 'string', default: '10000' },
    output: { type: 'string', default: 'results' },
  },
});
const rounds = Number(values.rounds);
const burstConnections = 2000;
const loadBefore = readLoadAverage();
const goals: Goal[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);

const streams: StreamResults[] = [];
for (const [api, counts] of [
  [chatCompletions, [500, 1000, 2000]],
  [responses, [500, 1000, 2000]],
] as const) {
  const loads: FloorAndSubject<StreamMeasurement>[] = [];
  for (const count of counts) {
    say(`${api.name}: ${count} streams`);
    const load = await measureStreams(api, count, rounds);
    loads.push(load);
    const name = `${api.name}, ${formatNumber(count)} streams`;
    goals.push(
      ratioGoal(
        `${name}: lateness p99`,
        'ms',
        1.5,
        compare(load, ({ lateness }) => lateness.p99),
      ),
      limitGoal(
        `${name}: p50 of the last event later than of the first`,
        ' ms',
        1,
        median(load.subject.map(({ lastLateness, firstLateness }) => lastLateness.p50 - firstLateness.p50)),
      ),
    );
    if (count === 1000) {
      goals.push(
        ratioGoal(
          `${name}: CPU per event`,
          'µs',
          1.3,
          compare(load, ({ cpuPerEvent }) => cpuPerEvent),
        ),
        ratioGoal(
          `${name}: memory per stream`,
          'KB',
          2.5,
          compare(load, ({ bytesPerStream }) =>
            bytesPerStream === undefined ? undefined : bytesPerStream / 1000,
          ),
        ),
        agreement(name, 'p50', load.subject),
        agreement(name, 'p99', load.subject),
      );
    }
  }
  streams.push({ api, loads });
}

/** llmsim's own report against what the client saw. */
function agreement(name: string, share: 'p50' | 'p99', measured: readonly StreamMeasurement[]): Goal {
  const own = median(measured.map(({ ownLag }) => ownLag?.lag_ms[share] ?? NaN));
  const seen = median(measured.map(({ lateness }) => lateness[share]));
  return {
    what: `${name}: own report of lateness ${share}`,
    goal: 'within 20 % of the client’s',
    measured: `${formatNumber(own)} ms, client ${formatNumber(seen)}`,
    ratio: `${(own / seen).toFixed(2)} ×`,
    met: Math.abs(own / seen - 1) <= 0.2,
  };
}

const json: JsonResults[] = [];
for (const api of [chatCompletions, responses]) {
  say(`${api.name}: JSON replies`);
  const load = await measureJson(api, rounds);
  const durations = await measureDurations(api);
  json.push({ api, load, durations });
  goals.push(
    ratioGoal(
      `${api.name}, JSON: CPU per request`,
      'µs',
      2,
      compare(load, ({ cpuPerRequest }) => cpuPerRequest),
    ),
    limitGoal(
      `${api.name}: JSON and stream of the same reply differ`,
      ' %',
      1,
      Math.abs(durations.jsonMs / durations.streamMs - 1) * 100,
    ),
  );
}

say('distributions');
const distributions = await measureDistributions(chatCompletions, Number(values.samples));
for (const { name, firstToken, interToken } of distributions) {
  goals.push(
    limitGoal(`${name}, first token: Kolmogorov-Smirnov distance`, '', 0.03, firstToken.distance),
    limitGoal(`${name}, between tokens: Kolmogorov-Smirnov distance`, '', 0.03, interToken.distance),
  );
}

say('start');
const startUp = await measureStartUp(rounds * 3);
goals.push(
  ratioGoal(
    'start to first 200 on /health',
    'ms',
    1.5,
    compare(startUp, (ms) => ms),
  ),
);

say(`burst of ${burstConnections} connections`);
const burst = await measureBurst(burstConnections);
const connect = summarize(burst.connectMs);
goals.push(
  limitGoal(`${formatNumber(burstConnections)} connections at once: refused or failed`, '', 0, burst.failed),
  limitGoal(`${formatNumber(burstConnections)} connections at once: slowest`, ' ms', 999, connect.max),
);

say('long prompts');
const longPrompts = await measureLongPrompts();
goals.push(
  limitGoal(
    `400 KB prompts, 5 a second (${longPrompts.answered} answered): p99 of others later by`,
    ' ms',
    10,
    longPrompts.besideMs - longPrompts.aloneMs,
  ),
);

say('saturation');
const verdict = await measureSaturation();
goals.push({
  what: 'more than it can do: its own verdict',
  goal: 'not ok',
  measured: verdict,
  ratio: '',
  met: verdict !== 'ok',
});

const overview: Section = {
  title: 'Goals',
  text: `${goals.filter(({ met }) => met).length} of ${goals.length} goals are reached. Times of a machine mean little; ratios to the floor, measured in turn in the same run, mean more. Ratios are medians of ${rounds} rounds, with the lowest and the highest.`,
  plots: [],
  tables: [
    {
      title: 'Goal and measurement',
      columns: ['what', 'goal', 'measured', 'ratio', 'reached'],
      rows: goals.map(({ what, goal, measured, ratio, met }) => [
        what,
        goal,
        measured,
        ratio,
        met ? 'yes' : 'NO',
      ]),
    },
  ],
};
const report: Report = {
  title: 'Goals and measurements',
  command: `npm run goals -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
  machine: describeMachine(loadBefore),
  sections: [
    overview,
    ...streams.map(describeStreams),
    describeJson(json),
    describeDistributions(distributions),
  ],
};
process.stdout.write(printReport(report));
const data = {
  goals,
  streams,
  json,
  distributions,
  startUpMs: startUp,
  burst: { ...burst, connect },
  longPrompts,
  verdict,
};
for (const path of writeReport(values.output, 'goals', report, data)) say(`wrote ${path}`);
process.exitCode = goals.every(({ met }) => met) ? 0 : 1;
