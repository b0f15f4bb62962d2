import { summarizeStats, type LatencySummary, type StatsState, type Verdict } from '@llmsim/core';

/** The labels of a value. */
export type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels];

/** A metric whose values are read from statistics when they are scraped: nothing is counted twice. */
export interface DerivedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: (state: StatsState) => readonly Sample[];
}

/** What is counted, and how it is now. */
export const metrics: readonly DerivedMetric[] = [
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
    help: 'Output tokens by what became of them: generated is delivered and abandoned together, once no request is active.',
    type: 'counter',
    samples: (state) => Object.entries(state.tokens).map(([name, count]): Sample => [count, { state: name }]),
  },
  {
    name: 'llmsim_output_chunks_total',
    help: 'Chunks of streams that were delivered, each with one output token or more.',
    type: 'counter',
    samples: (state) => [[state.chunks]],
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
    samples: (state) => verdictSamples(summarizeStats(state).scheduler.verdict),
  },
  {
    name: 'llmsim_worst_verdict',
    help: 'The worst verdict since the start: 1 for the one that it was.',
    type: 'gauge',
    samples: (state) => verdictSamples(summarizeStats(state).scheduler.worst.verdict),
  },
  {
    name: 'llmsim_last_minute_seconds',
    help: 'What took how long in the last minute, by quantile: request_duration, time_to_first_token, inter_token_latency.',
    type: 'gauge',
    samples: (state) => {
      const { last_minute: minute } = summarizeStats(state).latency;
      const of = (of: string, { p50, p95, p99 }: LatencySummary): Sample[] => [
        [p50 / 1000, { of, quantile: '0.5' }],
        [p95 / 1000, { of, quantile: '0.95' }],
        [p99 / 1000, { of, quantile: '0.99' }],
      ];
      return [
        ...of('request_duration', minute.duration_ms),
        ...of('time_to_first_token', minute.time_to_first_token_ms),
        ...of('inter_token_latency', minute.inter_token_ms),
      ];
    },
  },
];

function verdictSamples(holds: Verdict): readonly Sample[] {
  return ['ok', 'degraded', 'invalid'].map((verdict): Sample => [verdict === holds ? 1 : 0, { verdict }]);
}
