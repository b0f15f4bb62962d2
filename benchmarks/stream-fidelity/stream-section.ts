import { compare, type FloorAndSubject } from '../measure/alternate.ts';
import type { Api } from '../measure/apis.ts';
import { schedule, tokens, type StreamMeasurement } from '../measure/measure-streams.ts';
import { formatNumber, formatNumbers, formatRatio } from '../report/format.ts';
import { plotBars } from '../report/plot-bars.ts';
import { plotLines } from '../report/plot-lines.ts';
import type { Section } from '../report/report.ts';
import { median } from '../statistics/percentile.ts';

/** The measurements of one API, one entry for each number of streams. */
export interface StreamResults {
  readonly api: Api;
  readonly loads: readonly FloorAndSubject<StreamMeasurement>[];
}

type Figure = (measurement: StreamMeasurement) => number | undefined;

const kilobytes: Figure = ({ bytesPerStream }) =>
  bytesPerStream === undefined ? undefined : bytesPerStream / 1000;

/** Shows how late streams were and what they cost, beside the floor. */
export function describeStreams({ api, loads }: StreamResults): Section {
  const streamsOf = (load: FloorAndSubject<StreamMeasurement>) => load.floor[0]?.streams ?? 0;
  const names = loads.map((load) => formatNumber(streamsOf(load)));
  const medians = (who: 'floor' | 'subject', figure: Figure) =>
    loads.map((load) => median(load[who].map((measurement) => figure(measurement) ?? NaN)));
  const row = (load: FloorAndSubject<StreamMeasurement>, who: 'floor' | 'subject') => {
    const all = load[who];
    const middle = (figure: Figure) => median(all.map((measurement) => figure(measurement) ?? NaN));
    const show = (figure: 'lateness' | 'firstLateness' | 'lastLateness' | 'firstToken' | 'gaps') =>
      formatNumbers(
        middle((measurement) => measurement[figure].p50),
        middle((measurement) => measurement[figure].p99),
      );
    return [
      `${formatNumber(streamsOf(load))} ${who === 'floor' ? 'floor' : 'llmsim'}`,
      String(all.reduce((sum, { failed }) => sum + failed, 0)),
      show('firstToken'),
      show('gaps'),
      show('lateness'),
      show('firstLateness'),
      show('lastLateness'),
      formatNumber(middle(({ cpuPerEvent }) => cpuPerEvent)),
      formatNumber(middle(kilobytes)),
      formatNumber(middle(({ clientUtilization }) => clientUtilization * 100)),
    ];
  };
  const ratioRow = (load: FloorAndSubject<StreamMeasurement>) => {
    const ratios = [
      compare(load, ({ lateness }) => lateness.p50),
      compare(load, ({ lateness }) => lateness.p99),
      compare(load, ({ cpuPerEvent }) => cpuPerEvent),
      compare(load, kilobytes),
    ];
    return [
      formatNumber(streamsOf(load)),
      ...ratios.map(
        ({ ratio, lowest, highest }) =>
          `${formatRatio(ratio)} (${formatNumber(lowest)} to ${formatNumber(highest)})`,
      ),
    ];
  };
  const { ttftMs, tbtMs } = schedule;
  const rounds = loads[0]?.floor.length ?? 0;
  return {
    title: `Streams of ${api.name}`,
    text: `Each stream has ${tokens} tokens: the first is due ${ttftMs} ms after the request, each other ${tbtMs} ms after the one before. Lateness is the time between that and the arrival at the client. The floor is a process that does nothing but send events of the same size at the same times. Both were measured in turn, each time in a fresh process, ${rounds} times; figures are medians of the rounds.`,
    plots: [
      plotLines('Lateness over load', 'streams at once', 'ms', [
        ...(['floor', 'subject'] as const).flatMap((who) =>
          (['p50', 'p99'] as const).map((share) => ({
            name: `${who === 'floor' ? 'floor' : 'llmsim'} ${share}`,
            colour: who === 'floor' ? (1 as const) : (2 as const),
            dashed: share === 'p50',
            dots: true,
            points: medians(who, ({ lateness }) => lateness[share]).map(
              (value, index) => [streamsOf(loads[index] as (typeof loads)[number]), value] as const,
            ),
          })),
        ),
      ]),
      plotBars('CPU time per event', names, 'µs', [
        { name: 'floor', colour: 1, values: medians('floor', ({ cpuPerEvent }) => cpuPerEvent) },
        { name: 'llmsim', colour: 2, values: medians('subject', ({ cpuPerEvent }) => cpuPerEvent) },
      ]),
      plotBars('Memory per stream', names, 'KB', [
        { name: 'floor', colour: 1, values: medians('floor', kilobytes) },
        { name: 'llmsim', colour: 2, values: medians('subject', kilobytes) },
      ]),
    ],
    tables: [
      {
        title: 'Times in ms as p50 / p99; CPU of the server in µs, memory in KB',
        columns: [
          'streams',
          'failed',
          'first token',
          'between tokens',
          'lateness',
          'of first',
          'of last',
          'CPU/event',
          'memory/stream',
          'client busy %',
        ],
        rows: loads.flatMap((load) => [row(load, 'floor'), row(load, 'subject')]),
      },
      {
        title: 'llmsim against the floor: median of the rounds (lowest to highest)',
        columns: ['streams', 'lateness p50', 'lateness p99', 'CPU/event', 'memory/stream'],
        rows: loads.map(ratioRow),
      },
    ],
  };
}
