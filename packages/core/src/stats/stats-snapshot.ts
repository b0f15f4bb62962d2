import type { Outcome } from './outcome.js';

/**
 * A quantity in milliseconds; all 0 while nothing was recorded. Average, minimum and maximum are exact, percentiles
 * are at most 1.6 % off.
 */
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

/** What took how long. */
export interface LatencySnapshot {
  /** From start to end of requests that completed without an error. */
  readonly duration_ms: LatencySummary;
  /** From the start of a streaming request to its first token. */
  readonly time_to_first_token_ms: LatencySummary;
  /** Between two tokens of a streaming request. */
  readonly inter_token_ms: LatencySummary;
}

/** What statistics keep of each model or endpoint. */
export interface GroupSnapshot {
  readonly requests: number;
  readonly active: number;
  readonly errors: number;
  readonly input_tokens: number;
  /** Delivered ones. */
  readonly output_tokens: number;
  /** Of completed requests. */
  readonly avg_latency_ms: number;
  /** Of its streaming requests. */
  readonly time_to_first_token_ms: LatencySummary;
}

/** A request that failed or whose connection a fault cut. */
export interface FailureSnapshot {
  readonly ago_secs: number;
  readonly endpoint: string;
  /** `null`: the request asked no model, or none that could be read. */
  readonly model: string | null;
  /** The HTTP status that was sent: 200 if it went wrong in mid-stream. */
  readonly status: number;
  readonly outcome: Outcome;
  /** The failure mode that did it, or the kind of the error; `null` if nobody said. */
  readonly cause: string | null;
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
  /** Requests of each endpoint by its name, `completions_requests` for one; they are in `endpoints` too. */
  readonly [requestsOfEndpoint: `${string}_requests`]: number | Readonly<Record<string, number>>;
  /** Input tokens of all replies that were decided, cached ones included. */
  readonly prompt_tokens: number;
  /** Output tokens that were delivered. */
  readonly completion_tokens: number;
  readonly total_tokens: number;
  /** Requests that ended with a status of 400 or more: the sum of the kinds in `errors`. */
  readonly total_errors: number;
  readonly rate_limit_errors: number;
  readonly server_errors: number;
  readonly timeout_errors: number;
  /** Requests that started in the last 60 s, divided by 60 (or by the uptime while it is shorter, but at least 1). */
  readonly requests_per_second: number;
  /** Of completed requests, from start to end, as in `latency.duration_ms`. */
  readonly avg_latency_ms: number;
  /** `null` before any. */
  readonly min_latency_ms: number | null;
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
    /** With the process that served them, where several are one server. */
    readonly lost: number;
  };
  /** Chunks of streams that were delivered, each with one output token or more. */
  readonly chunks: number;
  /** `generated = delivered + abandoned` once no request is active. */
  readonly tokens: { readonly generated: number; readonly delivered: number; readonly abandoned: number };
  readonly errors: {
    /** Status 429. */
    readonly rate_limit: number;
    /** Any other status from 500 on. */
    readonly server: number;
    /** Status 408 or 504. */
    readonly timeout: number;
    /** Any other status from 400 to 499. */
    readonly other: number;
    /** By HTTP status. */
    readonly by_status: Readonly<Record<string, number>>;
  };
  readonly latency: LatencySnapshot & {
    /** Of the last 60 to 70 s alone; of all the time while that is less. */
    readonly last_minute: LatencySnapshot;
  };
  readonly endpoints: Readonly<Record<string, GroupSnapshot>>;
  readonly models: Readonly<Record<string, GroupSnapshot>>;
  /** How late the simulator itself was, over the last window. */
  readonly scheduler: {
    readonly verdict: Verdict;
    readonly window_secs: number;
    readonly lag_ms: LatencySummary;
    /** The worst verdict since the start, and how long ago it last was so; `null` for `ok`. */
    readonly worst: { readonly verdict: Verdict; readonly ago_secs: number | null };
  };
  /** WebSocket connections: those open now, and all so far. Their turns count as requests. */
  readonly websockets: { readonly open: number; readonly total: number };
  /** The last 20 at most, the newest first. */
  readonly recent_failures: readonly FailureSnapshot[];
}
