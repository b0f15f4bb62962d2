import type { DistributionMeasurement, WaitMeasurement } from '../measure/measure-distributions.ts';
import { formatNumber } from '../report/format.ts';
import { plotLines } from '../report/plot-lines.ts';
import type { Section } from '../report/report.ts';
import { distributionFunction } from '../statistics/distribution-functions.ts';
import { percentile, sorted } from '../statistics/percentile.ts';

/** Shows what distributions were asked for and which were measured. */
export function describeDistributions(measurements: readonly DistributionMeasurement[]): Section {
  const waits = measurements.flatMap(({ name, firstToken, interToken }) => [
    { name: `${name}, first token`, wait: firstToken },
    { name: `${name}, between tokens`, wait: interToken },
  ]);
  return {
    title: 'Distributions',
    text: 'Waits as a client measures them, beside the distribution that the configuration asked for. The distance is that of Kolmogorov and Smirnov: how far the measured share of waits up to any length is at most from the share that was asked for.',
    plots: waits.map(({ name, wait }) => plotWait(name, wait)),
    tables: [
      {
        title: 'Distance between asked for and measured',
        columns: ['distribution', 'asked for, ms', 'samples', 'measured p50', 'p99', 'distance'],
        rows: waits.map(({ name, wait: { asked, samples, distance } }) => {
          const ascending = sorted(samples);
          return [
            name,
            Object.entries(asked)
              .filter(([parameter]) => parameter !== 'distribution')
              .map(([parameter, value]) => `${parameter} ${value}`)
              .join(', '),
            formatNumber(samples.length),
            formatNumber(percentile(ascending, 0.5)),
            formatNumber(percentile(ascending, 0.99)),
            distance.toFixed(4),
          ];
        }),
      },
      {
        title: 'Streams that failed',
        columns: ['distribution', 'failed', 'why'],
        rows: measurements
          .filter(({ failed }) => failed > 0)
          .map(({ name, failed, firstFailure }) => [name, String(failed), firstFailure ?? '']),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}

const plottedPoints = 120;

function plotWait(name: string, { asked, samples }: WaitMeasurement): string {
  const share = distributionFunction(asked);
  const ascending = sorted(samples);
  // The last thousandth would squeeze the rest.
  const end = percentile(ascending, 0.999);
  const places = Array.from({ length: plottedPoints + 1 }, (_, index) => (index / plottedPoints) * end);
  let below = 0;
  return plotLines(`Share of waits up to a length: ${name}`, 'ms', 'share', [
    {
      name: 'measured',
      colour: 2,
      points: places.map((place) => {
        while (below < ascending.length && (ascending[below] as number) <= place) below += 1;
        return [place, below / ascending.length] as const;
      }),
    },
    {
      name: 'asked for',
      colour: 3,
      dashed: true,
      points: places.map((place) => [place, share(place)] as const),
    },
  ]);
}
