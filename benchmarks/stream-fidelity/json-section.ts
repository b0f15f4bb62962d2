import { compare, type FloorAndSubject } from '../measure/alternate.ts';
import type { Api } from '../measure/apis.ts';
import type { DurationMeasurement, JsonMeasurement } from '../measure/measure-json.ts';
import { formatNumber, formatNumbers, formatRatio } from '../report/format.ts';
import { plotBars } from '../report/plot-bars.ts';
import type { Section } from '../report/report.ts';

/** What was measured of the JSON replies of one API. */
export interface JsonResults {
  readonly api: Api;
  readonly load: FloorAndSubject<JsonMeasurement>;
  readonly durations: DurationMeasurement;
}

/** Shows what JSON replies cost beside the floor, and that they take as long as streams. */
export function describeJson(results: readonly JsonResults[]): Section {
  const cpu = results.map(({ load }) => compare(load, ({ cpuPerRequest }) => cpuPerRequest));
  return {
    title: 'JSON replies',
    text: 'Replies of 16 tokens without delays, over 32 connections that each send the next request when the reply is here. The floor is a node:http server that reads and parses the body and sends the same bytes each time. Below that, how long a reply with delays takes as JSON and as a stream.',
    plots: [
      plotBars(
        'CPU time per request',
        results.map(({ api }) => api.name),
        'µs',
        [
          { name: 'floor', colour: 1, values: cpu.map(({ floor }) => floor) },
          { name: 'llmsim', colour: 2, values: cpu.map(({ subject }) => subject) },
        ],
      ),
    ],
    tables: [
      {
        title: 'Medians of the rounds',
        columns: [
          'API',
          'failed',
          'requests/s floor',
          'llmsim',
          'latency p50 / p99 ms floor',
          'llmsim',
          'CPU µs floor',
          'llmsim',
          'CPU ratio (lowest to highest)',
        ],
        rows: results.map(({ api, load }, index) => {
          const rate = compare(load, ({ requestsPerSecond }) => requestsPerSecond);
          const p50 = compare(load, ({ latency }) => latency.p50);
          const p99 = compare(load, ({ latency }) => latency.p99);
          const { floor, subject, ratio, lowest, highest } = cpu[index] as (typeof cpu)[number];
          return [
            api.name,
            String([...load.floor, ...load.subject].reduce((sum, { failed }) => sum + failed, 0)),
            formatNumber(rate.floor),
            formatNumber(rate.subject),
            formatNumbers(p50.floor, p99.floor),
            formatNumbers(p50.subject, p99.subject),
            formatNumber(floor),
            formatNumber(subject),
            `${formatRatio(ratio)} (${formatNumber(lowest)} to ${formatNumber(highest)})`,
          ];
        }),
      },
      {
        title: 'The same reply whole and streamed: medians in ms',
        columns: ['API', 'asked for', 'JSON', 'stream', 'JSON / stream'],
        rows: results.map(({ api, durations }) => [
          api.name,
          formatNumber(durations.expectedMs),
          durations.jsonMs.toFixed(1),
          durations.streamMs.toFixed(1),
          (durations.jsonMs / durations.streamMs).toFixed(4),
        ]),
      },
    ],
  };
}
