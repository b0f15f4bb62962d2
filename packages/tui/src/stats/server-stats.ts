import type {
  FailureSnapshot,
  GroupSnapshot,
  LatencySnapshot,
  LatencySummary,
  Outcome,
  StatsSnapshot,
  Verdict,
} from '@llmsim/core';

/** The part of a snapshot that is shown. */
export type ShownSnapshot = Pick<
  StatsSnapshot,
  | 'uptime_secs'
  | 'total_requests'
  | 'active_requests'
  | 'streaming_requests'
  | 'non_streaming_requests'
  | 'requests_per_second'
  | 'prompt_tokens'
  | 'completion_tokens'
  | 'total_tokens'
  | 'tokens_per_second'
  | 'tokens'
  | 'chunks'
  | 'outcomes'
  | 'total_errors'
  | 'errors'
  | 'latency'
  | 'endpoints'
  | 'models'
  | 'scheduler'
  | 'recent_failures'
>;

/** How much of a limit is left. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
}

/** How much of something that the server has a limited number of is in use. */
export interface Capacity {
  /** `streams`, `websockets`. */
  readonly name: string;
  readonly limit: number;
  readonly used: number;
}

/** What the server's rate limiter reports. */
export interface RateLimitState {
  /** How often it refused, for too many requests and for too many tokens, of either kind or both together. */
  readonly refused: { readonly requests: number; readonly tokens: number };
  /** Those who used it last, the latest first; undefined: not limited in this. */
  readonly latest: readonly {
    readonly key: string;
    readonly model: string;
    readonly requests: LimitState | undefined;
    readonly tokens: LimitState | undefined;
    readonly inputTokens: LimitState | undefined;
    readonly outputTokens: LimitState | undefined;
  }[];
}

/** What one answer of `/llmsim/stats` says, complete: what the server left out is 0, empty or undefined. */
export interface ServerStats {
  readonly snapshot: ShownSnapshot;
  readonly version: string | undefined;
  /** The address that the server knows itself by. */
  readonly url: string | undefined;
  /** The latency profile it runs with. */
  readonly profile: string | undefined;
  readonly capacities: readonly Capacity[];
  /** Undefined: there are no limits. */
  readonly rateLimits: RateLimitState | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** @returns undefined unless it is a JSON object */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function fieldsOf(value: unknown): Fields {
  return asFields(value) ?? {};
}

function readNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  const name = asFields(value)?.['name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function readCounts(value: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([name, count]) => [name, readNumber(count)]),
  );
}

function readSummary(value: unknown): LatencySummary {
  const of = fieldsOf(value);
  return {
    count: readNumber(of['count']),
    avg: readNumber(of['avg']),
    min: readNumber(of['min']),
    max: readNumber(of['max']),
    p50: readNumber(of['p50']),
    p90: readNumber(of['p90']),
    p95: readNumber(of['p95']),
    p99: readNumber(of['p99']),
  };
}

function readLatency(latency: Fields): LatencySnapshot {
  return {
    duration_ms: readSummary(latency['duration_ms']),
    time_to_first_token_ms: readSummary(latency['time_to_first_token_ms']),
    inter_token_ms: readSummary(latency['inter_token_ms']),
  };
}

function readGroups(value: unknown): Readonly<Record<string, GroupSnapshot>> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([name, group]) => {
      const of = fieldsOf(group);
      return [
        name,
        {
          requests: readNumber(of['requests']),
          active: readNumber(of['active']),
          errors: readNumber(of['errors']),
          input_tokens: readNumber(of['input_tokens']),
          output_tokens: readNumber(of['output_tokens']),
          avg_latency_ms: readNumber(of['avg_latency_ms']),
          time_to_first_token_ms: readSummary(of['time_to_first_token_ms']),
        },
      ];
    }),
  );
}

function readVerdict(value: unknown): Verdict {
  return value === 'degraded' || value === 'invalid' ? value : 'ok';
}

const outcomes: readonly Outcome[] = ['completed', 'failed', 'cancelled', 'disconnected', 'lost'];

function readFailures(value: unknown): readonly FailureSnapshot[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => {
    const of = fieldsOf(entry);
    return {
      ago_secs: readNumber(of['ago_secs']),
      endpoint: readText(of['endpoint']) ?? '',
      model: readText(of['model']) ?? null,
      status: readNumber(of['status']),
      outcome: outcomes.find((outcome) => outcome === of['outcome']) ?? 'failed',
      cause: readText(of['cause']) ?? null,
    };
  });
}

function readLimit(value: unknown): LimitState | undefined {
  const of = asFields(value);
  return of === undefined
    ? undefined
    : { limit: readNumber(of['limit']), remaining: readNumber(of['remaining']) };
}

function readCapacities(value: unknown): readonly Capacity[] {
  return Object.entries(fieldsOf(value)).flatMap(([name, capacity]) => {
    const { limit, used } = fieldsOf(capacity);
    return typeof limit === 'number' && typeof used === 'number' ? [{ name, limit, used }] : [];
  });
}

function readRateLimits(value: unknown): RateLimitState | undefined {
  const of = asFields(value);
  if (of === undefined) return undefined;
  const refused = fieldsOf(of['refused']);
  const latest = Array.isArray(of['latest']) ? (of['latest'] as readonly unknown[]).map(fieldsOf) : [];
  return {
    refused: {
      requests: readNumber(refused['requests']),
      tokens:
        readNumber(refused['tokens']) +
        readNumber(refused['input_tokens']) +
        readNumber(refused['output_tokens']),
    },
    latest: latest.map((entry) => ({
      key: readText(entry['key']) ?? '',
      model: readText(entry['model']) ?? '',
      requests: readLimit(entry['requests']),
      tokens: readLimit(entry['tokens']),
      inputTokens: readLimit(entry['input_tokens']),
      outputTokens: readLimit(entry['output_tokens']),
    })),
  };
}

function readSnapshot(body: Fields): ShownSnapshot {
  const ended = fieldsOf(body['outcomes']);
  const tokens = fieldsOf(body['tokens']);
  const errors = fieldsOf(body['errors']);
  const latency = fieldsOf(body['latency']);
  const scheduler = fieldsOf(body['scheduler']);
  const worst = fieldsOf(scheduler['worst']);
  return {
    uptime_secs: readNumber(body['uptime_secs']),
    total_requests: readNumber(body['total_requests']),
    active_requests: readNumber(body['active_requests']),
    streaming_requests: readNumber(body['streaming_requests']),
    non_streaming_requests: readNumber(body['non_streaming_requests']),
    prompt_tokens: readNumber(body['prompt_tokens']),
    completion_tokens: readNumber(body['completion_tokens']),
    total_tokens: readNumber(body['total_tokens']),
    total_errors: readNumber(body['total_errors']),
    requests_per_second: readNumber(body['requests_per_second']),
    tokens_per_second: readNumber(body['tokens_per_second']),
    outcomes: {
      completed: readNumber(ended['completed']),
      failed: readNumber(ended['failed']),
      cancelled: readNumber(ended['cancelled']),
      disconnected: readNumber(ended['disconnected']),
      lost: readNumber(ended['lost']),
    },
    tokens: {
      generated: readNumber(tokens['generated']),
      delivered: readNumber(tokens['delivered']),
      abandoned: readNumber(tokens['abandoned']),
    },
    chunks: readNumber(body['chunks']),
    errors: {
      rate_limit: readNumber(errors['rate_limit']),
      server: readNumber(errors['server']),
      timeout: readNumber(errors['timeout']),
      other: readNumber(errors['other']),
      by_status: readCounts(errors['by_status']),
    },
    latency: { ...readLatency(latency), last_minute: readLatency(fieldsOf(latency['last_minute'])) },
    endpoints: readGroups(body['endpoints']),
    models: readGroups(body['models']),
    scheduler: {
      verdict: readVerdict(scheduler['verdict']),
      window_secs: readNumber(scheduler['window_secs']),
      lag_ms: readSummary(scheduler['lag_ms']),
      worst: {
        verdict: readVerdict(worst['verdict']),
        ago_secs: typeof worst['ago_secs'] === 'number' ? worst['ago_secs'] : null,
      },
    },
    recent_failures: readFailures(body['recent_failures']),
  };
}

/**
 * Reads the body of `/llmsim/stats`. Only what says that this is a llmsim is demanded, so that a dashboard and a
 * server of different versions understand each other.
 * @returns undefined if these are not the statistics of a llmsim
 */
export function readServerStats(body: unknown): ServerStats | undefined {
  const of = asFields(body);
  if (typeof of?.['uptime_secs'] !== 'number' || typeof of['total_requests'] !== 'number') return undefined;
  const server = fieldsOf(of['server']);
  return {
    snapshot: readSnapshot(of),
    version: readText(server['version']),
    url: readText(server['url']),
    profile: readText(server['profile']),
    capacities: readCapacities(server['limits']),
    rateLimits: readRateLimits(of['rate_limits']),
  };
}
