import fc from 'fast-check';
import { noUsage, type Usage } from '../turn/usage.js';
import type { FinishedRequest } from './finished-request.js';
import type { Outcome } from './outcome.js';
import { createStatsRecorder, type RequestRecord } from './stats-recorder.js';
import type { GroupSnapshot, StatsSnapshot } from './stats-snapshot.js';

const usage = (inputTokens: number, outputTokens: number): Usage => ({
  inputTokens,
  cachedInputTokens: 0,
  outputTokens,
  reasoningTokens: 0,
  acceptedPredictionTokens: 0,
  rejectedPredictionTokens: 0,
});

const streaming = { endpoint: 'completions', model: 'gpt-4o', streaming: true };
const whole = { endpoint: 'responses', model: 'gpt-5', streaming: false };

describe('a statistics recorder', () => {
  it('shows an endpoint that nobody has asked yet, and knows it from others by its name alone', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats.addEndpoint('completions');
    stats.addEndpoint('total');
    stats
      .start({ id: 'a', atMs: 0, endpoint: 'messages', model: 'claude', streaming: false })
      .end('completed', 5, 200);
    expect(stats.snapshot(10)).toMatchObject({
      total_requests: 1,
      completions_requests: 0,
      messages_requests: 1,
      endpoints: { completions: { requests: 0 }, messages: { requests: 1 } },
    });
  });

  it('writes down when chunks were delivered, if it is to', () => {
    const ended: FinishedRequest[] = [];
    const onEnd = (request: FinishedRequest) => ended.push(request);
    for (const keepsChunkTimes of [true, false]) {
      const stats = createStatsRecorder({ startedAtMs: 0, keepsChunkTimes, onEnd });
      for (const request of [streaming, whole]) {
        const record = stats.start({ ...request, atMs: 100 });
        record.delivered(150);
        record.delivered(170, 3);
        record.end('completed', 170, 200);
      }
    }
    expect(ended.map(({ chunkTimes }) => chunkTimes)).toEqual([
      { atMs: [50, 70], tokens: [1, 3] },
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has counted nothing at first', () => {
    const snapshot = createStatsRecorder({ startedAtMs: 500 }).snapshot(500);
    const none = { count: 0, avg: 0, min: 0, max: 0, p50: 0, p90: 0, p95: 0, p99: 0 };
    expect(snapshot).toEqual({
      uptime_secs: 0,
      total_requests: 0,
      active_requests: 0,
      streaming_requests: 0,
      non_streaming_requests: 0,
      chunks: 0,
      prompt_tokens: 0,
      completion_tokens: 0,
      total_tokens: 0,
      total_errors: 0,
      rate_limit_errors: 0,
      server_errors: 0,
      timeout_errors: 0,
      requests_per_second: 0,
      avg_latency_ms: 0,
      min_latency_ms: null,
      max_latency_ms: 0,
      model_requests: {},
      tokens_per_second: 0,
      outcomes: { completed: 0, failed: 0, cancelled: 0, disconnected: 0, lost: 0 },
      tokens: { generated: 0, delivered: 0, abandoned: 0 },
      errors: { rate_limit: 0, server: 0, timeout: 0, other: 0, by_status: {} },
      latency: {
        duration_ms: none,
        time_to_first_token_ms: none,
        inter_token_ms: none,
        last_minute: { duration_ms: none, time_to_first_token_ms: none, inter_token_ms: none },
      },
      endpoints: {},
      models: {},
      scheduler: { verdict: 'ok', window_secs: 10, lag_ms: none, worst: { verdict: 'ok', ago_secs: null } },
      websockets: { open: 0, total: 0 },
      recent_failures: [],
    });
  });

  it('follows a stream from its start to its end', () => {
    const stats = createStatsRecorder({ startedAtMs: 1000 });
    const record = stats.start({ ...streaming, atMs: 2000 });
    expect(stats.snapshot(2000)).toMatchObject({
      total_requests: 1,
      active_requests: 1,
      streaming_requests: 1,
    });

    record.planned(usage(12, 3));
    expect(stats.snapshot(2000)).toMatchObject({
      prompt_tokens: 12,
      completion_tokens: 0,
      tokens: { generated: 3, delivered: 0, abandoned: 0 },
    });

    record.delivered(2400);
    record.delivered(2425);
    record.delivered(2455);
    record.end('completed', 2460, 200);
    expect(stats.snapshot(3000)).toMatchObject({
      uptime_secs: 2,
      total_requests: 1,
      active_requests: 0,
      completions_requests: 1,
      prompt_tokens: 12,
      completion_tokens: 3,
      total_tokens: 15,
      total_errors: 0,
      requests_per_second: 0.5,
      tokens_per_second: 1.5,
      avg_latency_ms: 460,
      min_latency_ms: 460,
      max_latency_ms: 460,
      model_requests: { 'gpt-4o': 1 },
      outcomes: { completed: 1, failed: 0, cancelled: 0, disconnected: 0 },
      tokens: { generated: 3, delivered: 3, abandoned: 0 },
      latency: {
        duration_ms: { count: 1, avg: 460 },
        time_to_first_token_ms: { count: 1, avg: 400 },
        inter_token_ms: { count: 2, avg: 27.5, min: 25, max: 30 },
      },
      endpoints: {
        completions: {
          requests: 1,
          active: 0,
          errors: 0,
          input_tokens: 12,
          output_tokens: 3,
          avg_latency_ms: 460,
        },
      },
      models: { 'gpt-4o': { requests: 1, input_tokens: 12, output_tokens: 3 } },
    });
  });

  it('counts the tokens of a whole reply, and no time between them', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...whole, atMs: 0 });
    record.planned(usage(5, 100));
    record.deliveredMany(100);
    record.end('completed', 3000, 200);
    expect(stats.snapshot(10_000)).toMatchObject({
      non_streaming_requests: 1,
      responses_requests: 1,
      completion_tokens: 100,
      tokens_per_second: 10,
      latency: {
        time_to_first_token_ms: { count: 0 },
        inter_token_ms: { count: 0 },
        duration_ms: { avg: 3000 },
      },
    });
  });

  it('measures the time to the first token that is seen, not to the reasoning before it', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...streaming, atMs: 0 });
    record.planned(usage(5, 11));
    record.deliveredMany(10);
    record.delivered(2000);
    record.end('completed', 2000, 200);
    expect(stats.snapshot(11_000)).toMatchObject({
      tokens_per_second: 1,
      tokens: { generated: 11, delivered: 11, abandoned: 0 },
      latency: { time_to_first_token_ms: { count: 1, avg: 2000 }, inter_token_ms: { count: 0 } },
    });
  });

  it('counts as abandoned what was generated and never handed over', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...streaming, atMs: 0 });
    record.planned(usage(5, 100));
    record.delivered(400);
    record.end('cancelled', 410, 200);
    expect(stats.snapshot(1000).tokens).toEqual({ generated: 100, delivered: 1, abandoned: 99 });
  });

  it('counts as generated what was handed over beyond the plan', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...streaming, atMs: 0 });
    record.planned(usage(5, 1));
    record.deliveredMany(4);
    record.end('completed', 10, 200);
    expect(stats.snapshot(1000).tokens).toEqual({ generated: 4, delivered: 4, abandoned: 0 });
  });

  it('counts a request once, however often it ends, and nothing after its end', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...streaming, atMs: 0 });
    record.planned(usage(5, 2));
    record.delivered(10);
    record.end('disconnected', 20, 200);
    const before = stats.snapshot(1000);
    record.end('completed', 30, 200);
    record.end('failed', 30, 500);
    record.planned(usage(5, 2));
    record.delivered(40);
    record.deliveredMany(40);
    expect(stats.snapshot(1000)).toEqual(before);
    expect(before.outcomes).toEqual({ completed: 0, failed: 0, cancelled: 0, disconnected: 1, lost: 0 });
  });

  it.each([
    [429, 'rate_limit', 'rate_limit_errors'],
    [500, 'server', 'server_errors'],
    [503, 'server', 'server_errors'],
    [529, 'server', 'server_errors'],
    [408, 'timeout', 'timeout_errors'],
    [504, 'timeout', 'timeout_errors'],
    [400, 'other', undefined],
    [401, 'other', undefined],
    [404, 'other', undefined],
  ] as const)('counts the status %d as an error of the kind %s', (status, kind, flatKey) => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats.start({ ...whole, atMs: 0 }).end('failed', 5, status);
    const snapshot = stats.snapshot(1000);
    expect(snapshot.total_errors).toBe(1);
    expect(snapshot.errors).toEqual({
      ...{ rate_limit: 0, server: 0, timeout: 0, other: 0 },
      [kind]: 1,
      by_status: { [status]: 1 },
    });
    const { rate_limit_errors, server_errors, timeout_errors } = snapshot;
    expect(rate_limit_errors + server_errors + timeout_errors).toBe(flatKey === undefined ? 0 : 1);
    if (flatKey !== undefined) expect(snapshot[flatKey]).toBe(1);
    expect(snapshot.endpoints['responses']!.errors).toBe(1);
    expect(snapshot.models['gpt-5']!.errors).toBe(1);
  });

  it('leaves requests that did not complete out of the latencies', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats.start({ ...whole, atMs: 0 }).end('failed', 1, 429);
    stats.start({ ...whole, atMs: 0 }).end('cancelled', 2, 200);
    stats.start({ ...whole, atMs: 0 }).end('completed', 300, 200);
    const { latency, avg_latency_ms, min_latency_ms, endpoints } = stats.snapshot(1000);
    expect(latency.duration_ms.count).toBe(1);
    expect([avg_latency_ms, min_latency_ms, endpoints['responses']!.avg_latency_ms]).toEqual([300, 300, 300]);
  });

  it('lists the last 20 requests that went wrong, the newest first', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    for (let index = 0; index < 25; index += 1) {
      stats.start({ ...whole, atMs: 0 }).end('failed', index * 100, 500 + index, 'server-error');
    }
    stats.start({ ...whole, atMs: 0 }).end('completed', 2500, 200);
    stats.start({ ...whole, atMs: 0 }).end('cancelled', 2500, 200);
    stats.start({ ...streaming, atMs: 0 }).end('disconnected', 2500, 200);
    const { recent_failures: failures } = stats.snapshot(3000);
    expect(failures).toHaveLength(20);
    expect(failures[0]).toEqual({
      ...{ ago_secs: 0.5, endpoint: 'completions', model: 'gpt-4o' },
      ...{ status: 200, outcome: 'disconnected', cause: null },
    });
    expect(failures[1]).toEqual({
      ...{ ago_secs: 0.6, endpoint: 'responses', model: 'gpt-5' },
      ...{ status: 524, outcome: 'failed', cause: 'server-error' },
    });
    expect(failures[19]!.status).toBe(506);
  });

  it('counts WebSockets that are open, and all so far', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats.socketOpened();
    stats.socketOpened();
    stats.socketClosed();
    expect(stats.snapshot(0).websockets).toEqual({ open: 1, total: 2 });
  });

  it('keeps at most 128 names of models', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    for (let index = 0; index < 500; index += 1) stats.start({ ...whole, model: `model-${index}`, atMs: 0 });
    stats.start({ ...whole, model: '__proto__', atMs: 0 });
    const { model_requests: requests } = stats.snapshot(1000);
    expect(Object.keys(requests)).toHaveLength(129);
    expect(requests['__other__']).toBe(501 - 128);
    expect(requests['model-127']).toBe(1);
  });

  it('gives the rate of the last minute, and of the uptime while that is shorter', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const rateAt = (atMs: number) => stats.snapshot(atMs).requests_per_second;
    for (let second = 0; second < 120; second += 1) {
      for (let request = 0; request < 5; request += 1)
        stats.start({ ...whole, atMs: second * 1000 + request * 200 });
      if (second === 0) expect(rateAt(900)).toBe(5);
      if (second === 9) expect(rateAt(10_000)).toBe(5);
    }
    expect(rateAt(120_000)).toBe(5);
    expect(rateAt(150_000)).toBe(2.5);
    expect(rateAt(200_000)).toBe(0);
  });

  it('reports how late the simulator is', () => {
    const stats = createStatsRecorder({ startedAtMs: 0, lagLimits: { invalidLagMs: 20 } });
    stats.lag(12, 100);
    expect(stats.snapshot(200).scheduler).toMatchObject({
      verdict: 'degraded',
      window_secs: 10,
      lag_ms: { max: 12 },
    });
    stats.lag(21, 300);
    expect(stats.snapshot(400).scheduler.verdict).toBe('invalid');
  });

  it('takes a snapshot that later events do not change', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    const record = stats.start({ ...streaming, atMs: 0 });
    const snapshot = stats.snapshot(100);
    const copy = structuredClone(snapshot);
    record.planned(usage(1, 1));
    record.delivered(5);
    record.end('failed', 6, 500);
    expect(snapshot).toEqual(copy);
  });
});

type Step =
  | { readonly do: 'start'; readonly endpoint: string; readonly model: string; readonly streaming: boolean }
  | { readonly do: 'planned'; readonly which: number; readonly input: number; readonly output: number }
  | { readonly do: 'delivered'; readonly which: number }
  | { readonly do: 'deliveredMany'; readonly which: number; readonly tokens: number }
  | { readonly do: 'end'; readonly which: number; readonly outcome: Outcome; readonly status: number };

const which = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('start' as const),
    endpoint: fc.constantFrom('completions', 'responses'),
    model: fc.constantFrom('a', 'b', 'c'),
    streaming: fc.boolean(),
  }),
  fc.record({ do: fc.constant('planned' as const), which, input: fc.nat(50), output: fc.nat(50) }),
  fc.record({
    do: fc.constantFrom('delivered' as const, 'deliveredMany' as const),
    which,
    tokens: fc.nat(20),
  }),
  fc.record({
    do: fc.constant('end' as const),
    which,
    outcome: fc.constantFrom<Outcome[]>('completed', 'failed', 'cancelled', 'disconnected'),
    status: fc.constantFrom(200, 400, 408, 429, 500, 504),
  }),
);

function expectToAddUp(snapshot: StatsSnapshot): void {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const over = (
    groups: Readonly<Record<string, GroupSnapshot>>,
    key: Exclude<keyof GroupSnapshot, 'time_to_first_token_ms'>,
  ) => sum(Object.values(groups).map((group) => group[key]));
  const { outcomes, errors, tokens, endpoints, models } = snapshot;
  const ended = sum(Object.values(outcomes));

  expect(snapshot.total_requests).toBe(snapshot.active_requests + ended);
  expect(snapshot.total_requests).toBe(snapshot.streaming_requests + snapshot.non_streaming_requests);
  expect(snapshot.total_requests).toBe(sum(Object.values(snapshot.model_requests)));
  const { completions_requests: completions = 0, responses_requests: responses = 0 } = snapshot;
  expect(snapshot.total_requests).toBe(Number(completions) + Number(responses));
  expect(snapshot.total_tokens).toBe(snapshot.prompt_tokens + snapshot.completion_tokens);
  expect(snapshot.total_errors).toBe(sum(Object.values(errors.by_status)));
  expect(snapshot.total_errors).toBe(errors.rate_limit + errors.server + errors.timeout + errors.other);
  expect(snapshot.completion_tokens).toBe(tokens.delivered);
  expect(snapshot.latency.duration_ms.count).toBeLessThanOrEqual(outcomes.completed);
  for (const groups of [endpoints, models]) {
    expect(over(groups, 'requests')).toBe(snapshot.total_requests);
    expect(over(groups, 'active')).toBe(snapshot.active_requests);
    expect(over(groups, 'errors')).toBe(snapshot.total_errors);
    expect(over(groups, 'input_tokens')).toBe(snapshot.prompt_tokens);
    expect(over(groups, 'output_tokens')).toBe(snapshot.completion_tokens);
  }
  if (snapshot.active_requests === 0) expect(tokens.generated).toBe(tokens.delivered + tokens.abandoned);
}

describe('whatever happens in whatever order', () => {
  it('all sums agree, at every moment, and every token generated is delivered or abandoned in the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const stats = createStatsRecorder({ startedAtMs: 0 });
        const records: RequestRecord[] = [];
        let atMs = 0;
        for (const next of steps) {
          atMs += 7;
          if (next.do === 'start') {
            records.push(stats.start({ ...next, atMs }));
            continue;
          }
          const record = records[next.which % Math.max(1, records.length)];
          switch (next.do) {
            case 'planned':
              record?.planned(usage(next.input, next.output));
              break;
            case 'delivered':
              record?.delivered(atMs);
              break;
            case 'deliveredMany':
              record?.deliveredMany(next.tokens);
              break;
            case 'end':
              record?.end(next.outcome, atMs, next.status);
          }
        }
        expectToAddUp(stats.snapshot(atMs));
        for (const record of records) record.end('cancelled', atMs, 200);
        const last = stats.snapshot(atMs);
        expect(last.active_requests).toBe(0);
        expectToAddUp(last);
      }),
    );
  });
});

describe('the end of a request', () => {
  it('is reported once, with everything that is known of it', () => {
    const finished: FinishedRequest[] = [];
    const recorder = createStatsRecorder({ startedAtMs: 0, onEnd: (request) => void finished.push(request) });
    const record = recorder.start({
      endpoint: 'completions',
      model: 'gpt-5',
      streaming: true,
      atMs: 10,
      id: 'req_1',
    });
    const usage = { ...noUsage, inputTokens: 8, outputTokens: 5, reasoningTokens: 2 };
    record.planned(usage);
    record.deliveredMany(2);
    record.delivered(110);
    record.delivered(130);
    record.end('cancelled', 140, 200);
    record.end('completed', 150, 200);
    expect(finished).toEqual([
      {
        endpoint: 'completions',
        model: 'gpt-5',
        streaming: true,
        atMs: 10,
        id: 'req_1',
        outcome: 'cancelled',
        status: 200,
        cause: null,
        usage,
        deliveredTokens: 4,
        deliveredChunks: 2,
        abandonedTokens: 1,
        timeToFirstTokenMs: 100,
        durationMs: 130,
      },
    ]);
  });
});
