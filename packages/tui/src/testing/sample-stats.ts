import { readServerStats, type ServerStats } from '../stats/server-stats.js';

/** A JSON body, or a part of one, that a test may change. */
export type Body = Record<string, unknown>;

function summary(count: number, middle: number): Body {
  return {
    count,
    avg: middle * 1.1,
    min: middle * 0.5,
    max: middle * 4,
    p50: middle,
    p90: middle * 1.8,
    p95: middle * 2.1,
    p99: middle * 3,
  };
}

function withoutZeros(counts: Readonly<Record<string, number>>): Body {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function model(requests: number, errors: number, averageMs: number): Body {
  return {
    requests,
    active: Math.round(requests / 100),
    errors,
    input_tokens: requests * 210,
    output_tokens: requests * 95,
    avg_latency_ms: averageMs,
  };
}

/**
 * The body of `/llmsim/stats` of a server that has been busy for some time.
 * @param seconds - how long it has been running; everything it counts grows with it
 * @param over - what is different
 * @param requests - how many there were
 */
export function sampleBody(seconds: number, over: Body = {}, requests = Math.round(seconds * 20)): Body {
  const [limited, broken, late, refused] = [30, 90, 200, 300].map((every) => Math.floor(seconds / every)) as [
    number,
    number,
    number,
    number,
  ];
  const errors = limited + broken + late + refused;
  // The last minute moves while percentiles since the start hardly do.
  const recentMs = 800 + 200 * Math.sin(seconds / 20);
  return {
    uptime_secs: seconds,
    total_requests: requests,
    active_requests: 17,
    streaming_requests: Math.round(requests * 0.8),
    non_streaming_requests: requests - Math.round(requests * 0.8),
    completions_requests: requests,
    responses_requests: 0,
    prompt_tokens: requests * 210,
    completion_tokens: requests * 95,
    total_tokens: requests * 305,
    total_errors: errors,
    rate_limit_errors: limited,
    server_errors: broken,
    timeout_errors: late,
    requests_per_second: 20,
    avg_latency_ms: 1100,
    min_latency_ms: 500,
    max_latency_ms: 4000,
    model_requests: {},
    tokens_per_second: 1900,
    outcomes: { completed: requests - errors - 17, failed: errors, cancelled: 0, disconnected: 0, lost: 0 },
    tokens: { generated: requests * 95 + 12, delivered: requests * 95, abandoned: 12 },
    chunks: requests * 80,
    errors: {
      rate_limit: limited,
      server: broken,
      timeout: late,
      other: refused,
      by_status: withoutZeros({ 429: limited, 500: broken, 504: late, 401: refused }),
    },
    latency: {
      duration_ms: summary(requests - 17, 1000),
      time_to_first_token_ms: summary(requests - 17, 240),
      inter_token_ms: summary(requests * 90, 12.5),
      last_minute: {
        duration_ms: summary(1200, recentMs),
        time_to_first_token_ms: summary(960, recentMs / 4),
        inter_token_ms: summary(90_000, 12.5),
      },
    },
    endpoints: {
      completions: model(Math.round(requests * 0.7), errors, 1100),
      messages: model(Math.round(requests * 0.3), 0, 950),
    },
    models: {
      'gpt-4o': model(Math.round(requests * 0.6), limited, 1240),
      'gpt-4o-mini': model(Math.round(requests * 0.3), broken + late, 880.5),
      'o3-mini': model(Math.round(requests * 0.1), refused, 3100),
    },
    scheduler: {
      verdict: 'ok',
      window_secs: 10,
      lag_ms: summary(9000, 0.4),
      worst: { verdict: 'degraded', ago_secs: 95 },
    },
    websockets: { open: 0, total: 0 },
    recent_failures: [
      failure(2, 'gpt-4o', 429, 'rate_limit'),
      failure(14, 'gpt-4o-mini', 500, 'server_error'),
      { ...failure(31, 'gpt-4o', 200, 'disconnect'), outcome: 'disconnected' },
      failure(62.5, 'o3-mini', 401, null),
    ],
    server: {
      service: 'llmsim',
      version: '1.2.3',
      url: 'http://127.0.0.1:8080',
      profile: 'gpt-4o',
      limits: { streams: { limit: 10_000, used: 17 }, websockets: { limit: 1000, used: 0 } },
    },
    rate_limits: {
      tracked: 2,
      refused: { requests: 5, tokens: 1 },
      latest: [
        limitEntry('gpt-4o', { limit: 500, remaining: 420 }, { limit: 30_000, remaining: 1800 }),
        limitEntry('o3-mini', { limit: 500, remaining: 0 }, null),
      ],
    },
    ...over,
  };
}

function limitEntry(name: string, requests: Body | null, tokens: Body | null): Body {
  return { key: 'sk-…cafe#5f1d', model: name, requests, tokens };
}

/** An entry of `recent_failures`. */
export function failure(agoSeconds: number, modelName: string, status: number, cause: string | null): Body {
  return {
    ago_secs: agoSeconds,
    endpoint: 'completions',
    model: modelName,
    status,
    outcome: 'failed',
    cause,
  };
}

/** @see sampleBody */
export function sampleStats(seconds: number, over?: Body, requests?: number): ServerStats {
  const stats = readServerStats(sampleBody(seconds, over, requests));
  if (stats === undefined) throw new Error('The sample is not what a llmsim answers.');
  return stats;
}
