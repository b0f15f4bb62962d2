// Measures how true to their schedule streams and JSON replies are, and what they cost, beside floors of our own.
//
//   npm run fidelity -- [--streams 500,1000,2000] [--rounds 3] [--samples 10000] [--output DIRECTORY]
import { parseArgs } from 'node:util';
import { describeMachine, readLoadAverage } from '../instruments/describe-machine.ts';
import { chatCompletions, responses } from '../measure/apis.ts';
import { measureDistributions } from '../measure/measure-distributions.ts';
import { measureDurations, measureJson } from '../measure/measure-json.ts';
import { measureStreams } from '../measure/measure-streams.ts';
import { printReport } from '../report/print-report.ts';
import type { Report } from '../report/report.ts';
import { writeReport } from '../report/write-report.ts';
import { describeDistributions } from './distribution-section.ts';
import { describeJson, type JsonResults } from './json-section.ts';
import { describeStreams, type StreamResults } from './stream-section.ts';

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '500,1000,2000' },
    rounds: { type: 'string', default: '3' },
    samples: { type: 'string', default: '10000' },
    output: { type: 'string', default: 'results' },
  },
});
const loads = values.streams.split(',').map(Number);
const rounds = Number(values.rounds);
const loadBefore = readLoadAverage();
const say = (text: string) => process.stderr.write(`${text}\n`);

const streams: StreamResults[] = [];
for (const api of [chatCompletions, responses]) {
  const measured: StreamResults['loads'][number][] = [];
  for (const count of loads) {
    say(`${api.name}: ${count} streams, ${rounds} rounds`);
    measured.push(await measureStreams(api, count, rounds));
  }
  streams.push({ api, loads: measured });
}
const json: JsonResults[] = [];
for (const api of [chatCompletions, responses]) {
  say(`${api.name}: JSON replies, ${rounds} rounds`);
  json.push({ api, load: await measureJson(api, rounds), durations: await measureDurations(api) });
}
say(`distributions, ${values.samples} samples`);
const distributions = await measureDistributions(chatCompletions, Number(values.samples));

const report: Report = {
  title: 'Fidelity of streams and JSON replies',
  command: `npm run fidelity -- ${process.argv.slice(2).join(' ')}`.replace(/ -- $/, ''),
  machine: describeMachine(loadBefore),
  sections: [...streams.map(describeStreams), describeJson(json), describeDistributions(distributions)],
};
process.stdout.write(printReport(report));
for (const path of writeReport(values.output, 'stream-fidelity', report, { streams, json, distributions })) {
  say(`wrote ${path}`);
}
