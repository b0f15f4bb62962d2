/** Percentiles of a quantity in milliseconds; all 0 while nothing was recorded. */
export interface LatencySummary {
  readonly count: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Whether the simulator keeps up with its own schedule: `invalid` means that its timing should not be believed. */
export type Verdict = 'ok' | 'degraded' | 'invalid';

/** What statistics keep of each model or endpoint. */
export interface GroupSnapshot {
  readonly requests: number;
  readonly active: number;
  readonly errors: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly avg_latency_ms: number;
}

/**
 * Everything that statistics know, as `/llmsim/stats` serves it: plain data, flat keys first, richer objects beside
 * them. Keys are in snake case because they are a wire.
 */
export interface StatsSnapshot {
  readonly uptime_secs: number;
  readonly total_requests: number;
  readonly active_requests: number;
  readonly streaming_requests: number;
  readonly non_streaming_requests: number;
  readonly completions_requests: number;
  readonly responses_requests: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly total_errors: number;
  readonly rate_limit_errors: number;
  readonly server_errors: number;
  readonly timeout_errors: number;
  /** Requests that started in the last 60 s, divided by 60 (or by the uptime while it is shorter). */
  readonly requests_per_second: number;
  readonly avg_latency_ms: number;
  readonly min_latency_ms: number;
  readonly max_latency_ms: number;
  /** Requests by model; at most 128 names, the rest under `__other__`. */
  readonly model_requests: Readonly<Record<string, number>>;
  /** Output tokens delivered in the last 60 s, divided as `requests_per_second`. */
  readonly tokens_per_second: number;
  readonly outcomes: {
    readonly completed: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly disconnected: number;
  };
  /** `generated = delivered + abandoned` once no request is active. */
  readonly tokens: { readonly generated: number; readonly delivered: number; readonly abandoned: number };
  readonly errors: {
    readonly rate_limit: number;
    readonly server: number;
    readonly timeout: number;
    readonly other: number;
    /** By HTTP status. */
    readonly by_status: Readonly<Record<string, number>>;
  };
  readonly latency: {
    readonly duration_ms: LatencySummary;
    readonly time_to_first_token_ms: LatencySummary;
    readonly inter_token_ms: LatencySummary;
  };
  readonly endpoints: Readonly<Record<string, GroupSnapshot>>;
  readonly models: Readonly<Record<string, GroupSnapshot>>;
  /** How late the simulator itself was, over the last window. */
  readonly scheduler: {
    readonly verdict: Verdict;
    readonly window_secs: number;
    readonly lag_ms: LatencySummary;
  };
}
