import { createLatencyHistogram, summarizeStats, type HistogramState, type StatsState } from '@llmsim/core';
import type { LimitsSnapshot } from '../limits/rate-limiter.js';
import { Gauge, Registry, type Metric } from 'prom-client';

/** Upper bounds of histogram buckets, in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300];

type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels];

/** A metric whose values are read from statistics when they are scraped: nothing is counted twice. */
interface DerivedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: (state: StatsState) => readonly Sample[];
}

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
    help: 'Time between two output tokens of a stream.',
    read: (state) => state.interToken,
  },
];

const metrics: readonly DerivedMetric[] = [
  {
    name: 'llmsim_requests_total',
    help: 'Requests by endpoint.',
    type: 'counter',
    samples: (state) =>
      Object.entries(state.endpoints).map(([endpoint, group]): Sample => [group.requests, { endpoint }]),
  },
  {
    name: 'llmsim_model_requests_total',
    help: 'Requests by model; beyond 128 models the rest is counted as __other__.',
    type: 'counter',
    samples: (state) =>
      Object.entries(state.models).map(([model, group]): Sample => [group.requests, { model }]),
  },
  {
    name: 'llmsim_requests_active',
    help: 'Requests in progress.',
    type: 'gauge',
    samples: (state) => [[state.active]],
  },
  {
    name: 'llmsim_outcomes_total',
    help: 'Finished requests by outcome.',
    type: 'counter',
    samples: (state) =>
      Object.entries(state.outcomes).map(([outcome, count]): Sample => [count, { outcome }]),
  },
  {
    name: 'llmsim_errors_total',
    help: 'Requests answered with an error, by HTTP status.',
    type: 'counter',
    samples: (state) => Object.entries(state.errors).map(([status, count]): Sample => [count, { status }]),
  },
  {
    name: 'llmsim_input_tokens_total',
    help: 'Input tokens.',
    type: 'counter',
    samples: (state) => [[state.inputTokens]],
  },
  {
    name: 'llmsim_output_tokens_total',
    help: 'Output tokens by fate: generated is delivered and abandoned together, once no request is active.',
    type: 'counter',
    samples: (state) => Object.entries(state.tokens).map(([fate, count]): Sample => [count, { fate }]),
  },
  {
    name: 'llmsim_uptime_seconds',
    help: 'Time since the start.',
    type: 'gauge',
    samples: (state) => [[state.uptimeMs / 1000]],
  },
  {
    name: 'llmsim_scheduler_lag_seconds',
    help: 'How late the simulator was with its own events over the last window, by quantile.',
    type: 'gauge',
    samples: (state) => {
      const { lag_ms: lag } = summarizeStats(state).scheduler;
      return [
        [lag.p50 / 1000, { quantile: '0.5' }],
        [lag.p95 / 1000, { quantile: '0.95' }],
        [lag.p99 / 1000, { quantile: '0.99' }],
      ];
    },
  },
  {
    name: 'llmsim_verdict',
    help: 'Whether the simulator keeps up with its own schedule: 1 for the verdict that holds.',
    type: 'gauge',
    samples: (state) => {
      const { verdict } = summarizeStats(state).scheduler;
      return ['ok', 'degraded', 'invalid'].map((name): Sample => [
        name === verdict ? 1 : 0,
        { verdict: name },
      ]);
    },
  },
];

/** Only there with rate limits. Keys are no labels: a stranger chooses them, and they are secrets. */
const limitMetrics = [
  {
    name: 'llmsim_rate_limit_refused_total',
    help: 'Requests refused by a rate limit, by what there was too much of: requests or tokens.',
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
 * @param readLimits - how much of the rate limits is used; `undefined`: there are none, and nothing is told of them
 */
export function createMetricsPage(
  readState: () => StatsState | Promise<StatsState>,
  readLimits?: () => LimitsSnapshot | Promise<LimitsSnapshot>,
): MetricsPage {
  const registry = new Registry();
  let state: Promise<StatsState> | undefined;
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
        const histogram = createLatencyHistogram(readHistogram(await read()));
        return [
          ...buckets.map((bound) => ({
            value: histogram.countAtMost(bound * 1000),
            labels: { le: bound },
            metricName: `${name}_bucket`,
          })),
          { value: histogram.count, labels: { le: '+Inf' }, metricName: `${name}_bucket` },
          { value: histogram.sum / 1000, labels: {}, metricName: `${name}_sum` },
          { value: histogram.count, labels: {}, metricName: `${name}_count` },
        ];
      }),
    );
  }

  if (readLimits !== undefined) {
    const [refused, tracked] = limitMetrics;
    registry.registerMetric(
      derived(refused.name, refused.help, 'counter', async () =>
        Object.entries((await readLimits()).refused).map(([scope, value]) => ({ value, labels: { scope } })),
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
      return registry.metrics();
    },
  };
}

interface MetricValue {
  readonly value: number;
  readonly labels: Labels;
  readonly metricName?: string;
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
