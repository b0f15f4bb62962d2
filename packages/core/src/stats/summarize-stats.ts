import { createLatencyHistogram, type HistogramState } from './latency-histogram.js';
import type { LagState } from './lag-monitor.js';
import { rateWindowMs } from './rate-window.js';
import type { GroupSnapshot, LatencySnapshot, LatencySummary, StatsSnapshot } from './stats-snapshot.js';
import type { GroupState, LatencyState, StatsState } from './stats-state.js';

/** What a state means to people and dashboards. Times are rounded to microseconds, rates to thousandths. */
export function summarizeStats(state: StatsState): StatsSnapshot {
  const { inputTokens, tokens, outcomes } = state;
  const duration = summarizeHistogram(state.duration);
  const errors = summarizeErrors(state.errors);
  // Below a second a single request would already be a rate of hundreds.
  const rateSeconds = Math.max(1, Math.min(rateWindowMs, state.uptimeMs) / 1000);
  return {
    // First, so that an endpoint called `total` takes nobody's place.
    ...Object.fromEntries(
      Object.entries(state.endpoints).map(([name, { requests }]) => [`${name}_requests`, requests]),
    ),
    uptime_secs: round(state.uptimeMs / 1000),
    total_requests: state.requests,
    active_requests: state.active,
    streaming_requests: state.streaming,
    non_streaming_requests: state.requests - state.streaming,
    prompt_tokens: inputTokens,
    completion_tokens: tokens.delivered,
    total_tokens: inputTokens + tokens.delivered,
    total_errors: errors.rate_limit + errors.server + errors.timeout + errors.other,
    rate_limit_errors: errors.rate_limit,
    server_errors: errors.server,
    timeout_errors: errors.timeout,
    requests_per_second: round(state.recentRequests / rateSeconds),
    avg_latency_ms: duration.avg,
    min_latency_ms: duration.count === 0 ? null : duration.min,
    max_latency_ms: duration.max,
    model_requests: mapValues(state.models, ({ requests }) => requests),
    tokens_per_second: round(state.recentTokens / rateSeconds),
    outcomes,
    tokens,
    chunks: state.chunks,
    errors,
    latency: { ...summarizeLatency(state), last_minute: summarizeLatency(state.lastMinute) },
    endpoints: mapValues(state.endpoints, summarizeGroup),
    models: mapValues(state.models, summarizeGroup),
    scheduler: {
      verdict: state.scheduler.verdict,
      window_secs: state.scheduler.windowMs / 1000,
      lag_ms: summarizeHistogram(state.scheduler.lateMs),
      worst: worstOf(state.scheduler),
    },
    websockets: state.sockets,
    recent_failures: state.failures.map(({ agoMs, ...failure }) => ({
      ago_secs: round(agoMs / 1000),
      ...failure,
    })),
  };
}

function summarizeLatency({ duration, timeToFirstToken, interToken }: LatencyState): LatencySnapshot {
  return {
    duration_ms: summarizeHistogram(duration),
    time_to_first_token_ms: summarizeHistogram(timeToFirstToken),
    inter_token_ms: summarizeHistogram(interToken),
  };
}

function worstOf({ degradedAgoMs, invalidAgoMs }: LagState): StatsSnapshot['scheduler']['worst'] {
  if (invalidAgoMs !== null) return { verdict: 'invalid', ago_secs: round(invalidAgoMs / 1000) };
  if (degradedAgoMs !== null) return { verdict: 'degraded', ago_secs: round(degradedAgoMs / 1000) };
  return { verdict: 'ok', ago_secs: null };
}

function summarizeHistogram(state: HistogramState): LatencySummary {
  return createLatencyHistogram(state).summarize();
}

function summarizeErrors(byStatus: Readonly<Record<string, number>>): StatsSnapshot['errors'] {
  const count = { rate_limit: 0, server: 0, timeout: 0, other: 0 };
  for (const [status, requests] of Object.entries(byStatus)) count[kindOfError(Number(status))] += requests;
  return { ...count, by_status: byStatus };
}

function kindOfError(status: number): 'rate_limit' | 'server' | 'timeout' | 'other' {
  if (status === 429) return 'rate_limit';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'server' : 'other';
}

function summarizeGroup(group: GroupState): GroupSnapshot {
  return {
    requests: group.requests,
    active: group.active,
    errors: group.errors,
    input_tokens: group.inputTokens,
    output_tokens: group.outputTokens,
    avg_latency_ms: group.completed === 0 ? 0 : round(group.completedMs / group.completed),
    time_to_first_token_ms: summarizeHistogram(group.timeToFirstToken),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
