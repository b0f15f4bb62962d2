import { createLatencyHistogram, type HistogramState, type StatsState } from '@llmsim/core';
import type { LimitsSnapshot } from '../limits/rate-limiter.js';
import { Gauge, Registry, type Metric } from 'prom-client';
import { metrics, type Labels } from './derived-metrics.js';
import { processMetrics } from './process-metrics.js';
import type { ProcessUse } from './process-use.js';

/** Upper bounds of histogram buckets, in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300];

const histograms: readonly { name: string; help: string; read: (state: StatsState) => HistogramState }[] = [
  {
    name: 'llmsim_request_duration_seconds',
    help: 'Time from accepting a request to the end of its reply, of completed requests.',
    read: (state) => state.duration,
  },
  {
    name: 'llmsim_time_to_first_token_seconds',
    help: 'Time from accepting a streaming request to its first output token.',
    read: (state) => state.timeToFirstToken,
  },
  {
    name: 'llmsim_inter_token_latency_seconds',
    help: 'Time between two output tokens of a stream; tokens of one chunk share the time since the chunk before.',
    read: (state) => state.interToken,
  },
];

/** Only there with rate limits. Keys are no labels: a stranger chooses them, and they are secrets. */
const limitMetrics = [
  {
    name: 'llmsim_rate_limit_refused_total',
    help: 'Requests refused by a rate limit, by what there was too much of: requests, tokens, input_tokens or output_tokens.',
  },
  {
    name: 'llmsim_rate_limit_tracked',
    help: 'Pairs of an API key and a model whose use is counted against the limits.',
  },
] as const;

/** Makes the text that Prometheus scrapes. */
export interface MetricsPage {
  readonly contentType: string;
  render(): Promise<string>;
}

/**
 * @param readState - the statistics, of all processes together if there are several
 * @param readLimits - how much of the rate limits is used; `undefined`: there are none, and nothing is shown of them
 * @param readProcessUse - what the processes take; by default nothing is shown of them
 */
export function createMetricsPage(
  readState: () => StatsState | Promise<StatsState>,
  readLimits?: () => LimitsSnapshot | Promise<LimitsSnapshot>,
  readProcessUse?: () => Promise<ProcessUse>,
): MetricsPage {
  const registry = new Registry();
  let state: Promise<StatsState> | undefined;
  let processUse: Promise<ProcessUse> | undefined;
  // One scrape reads the statistics once, however many metrics are made of them.
  const read = () => (state ??= Promise.resolve(readState()));

  for (const { name, help, type, samples } of metrics) {
    registry.registerMetric(
      derived(name, help, type, async () =>
        samples(await read()).map(([value, labels = {}]) => ({ value, labels })),
      ),
    );
  }
  for (const { name, help, read: readHistogram } of histograms) {
    registry.registerMetric(
      derived(name, help, 'histogram', async () => {
        return histogramValues(name, readHistogram(await read()), {});
      }),
    );
  }

  const ofModels = 'llmsim_model_time_to_first_token_seconds';
  registry.registerMetric(
    derived(
      ofModels,
      'Time to the first output token of streaming requests, by model.',
      'histogram',
      async () =>
        Object.entries((await read()).models)
          .filter(([, { timeToFirstToken }]) => timeToFirstToken.buckets.length > 0)
          .flatMap(([model, { timeToFirstToken }]) => histogramValues(ofModels, timeToFirstToken, { model })),
    ),
  );

  if (readProcessUse !== undefined) {
    for (const { name, help, type, read: readValue } of processMetrics) {
      registry.registerMetric(
        derived(name, help, type, async () => {
          const value = readValue(await (processUse ??= readProcessUse()));
          return value === null ? [] : [{ value, labels: {} }];
        }),
      );
    }
  }

  if (readLimits !== undefined) {
    const [refused, tracked] = limitMetrics;
    registry.registerMetric(
      derived(refused.name, refused.help, 'counter', async () =>
        Object.entries<number>({ ...(await readLimits()).refused }).map(([scope, value]) => ({
          value,
          labels: { scope },
        })),
      ),
    );
    registry.registerMetric(
      derived(tracked.name, tracked.help, 'gauge', async () => [
        { value: (await readLimits()).tracked, labels: {} },
      ]),
    );
  }

  return {
    contentType: registry.contentType,
    async render() {
      state = undefined;
      processUse = undefined;
      return registry.metrics();
    },
  };
}

interface MetricValue {
  readonly value: number;
  readonly labels: Labels;
  readonly metricName?: string;
}

/** A histogram as Prometheus reads it. */
function histogramValues(name: string, state: HistogramState, labels: Labels): readonly MetricValue[] {
  const histogram = createLatencyHistogram(state);
  return [
    ...buckets.map((bound) => ({
      value: histogram.countAtMost(bound * 1000),
      labels: { ...labels, le: bound },
      metricName: `${name}_bucket`,
    })),
    { value: histogram.count, labels: { ...labels, le: '+Inf' }, metricName: `${name}_bucket` },
    { value: histogram.sum / 1000, labels, metricName: `${name}_sum` },
    { value: histogram.count, labels, metricName: `${name}_count` },
  ];
}

/** A metric of prom-client whose values are asked for when it is scraped. */
function derived(
  name: string,
  help: string,
  type: 'counter' | 'gauge' | 'histogram',
  values: () => Promise<readonly MetricValue[]>,
): Metric {
  const metric = new Gauge({ name, help, registers: [] });
  return Object.assign(metric, {
    type,
    get: async () => ({ name, help, type, values: await values(), aggregator: 'sum' }),
  });
}
