import { noUsage } from '../turn/usage.js';
import type { FinishedRequest } from './finished-request.js';
import { createStatsRecorder, type StatsRecorder } from './stats-recorder.js';
import { statsSince } from './stats-since.js';
import { summarizeStats } from './summarize-stats.js';

/** A request that streams ten tokens, `gapMs` apart. */
function stream(stats: StatsRecorder, model: string, atMs: number, gapMs: number): void {
  const record = stats.start({ endpoint: 'completions', model, streaming: true, atMs });
  record.planned({ ...noUsage, inputTokens: 7, outputTokens: 10 });
  for (let token = 1; token <= 10; token += 1) record.delivered(atMs + token * gapMs);
  record.end('completed', atMs + 10 * gapMs, 200);
}

describe('what was counted since a mark', () => {
  it('is what a recorder counted that began there', () => {
    const whole = createStatsRecorder({ startedAtMs: 0 });
    const after = createStatsRecorder({ startedAtMs: 5000 });
    for (let index = 0; index < 50; index += 1) stream(whole, index % 2 ? 'a' : 'b', index * 10, 100);
    whole
      .start({ endpoint: 'completions', model: 'a', streaming: false, atMs: 4000 })
      .end('failed', 4001, 500);
    const mark = whole.exportState(5000);
    for (const stats of [whole, after])
      for (let index = 0; index < 20; index += 1) stream(stats, 'a', 6000, 3);
    const since = summarizeStats(statsSince(whole.exportState(9000), mark));
    const expected = after.snapshot(9000);
    expect(since.uptime_secs).toBe(4);
    expect(since).toMatchObject({
      total_requests: 20,
      outcomes: expected.outcomes,
      tokens: expected.tokens,
      errors: { by_status: {} },
      models: { a: { requests: 20, output_tokens: 200 }, b: { requests: 0 } },
      recent_failures: [],
    });
    for (const key of ['duration_ms', 'time_to_first_token_ms', 'inter_token_ms'] as const) {
      const [found, wanted] = [since.latency[key], expected.latency[key]];
      expect(found.count).toBe(wanted.count);
      expect(found.avg).toBeCloseTo(wanted.avg, 6);
      for (const quantile of ['min', 'p50', 'p99', 'max'] as const) {
        expect(Math.abs(found[quantile] / wanted[quantile] - 1)).toBeLessThan(0.04);
      }
    }
  });

  it('knows the worst verdict since then, and not the one before', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    for (let event = 0; event < 100; event += 1) stats.lag(80, event);
    const mark = stats.exportState(20_000);
    for (let event = 0; event < 100; event += 1) stats.lag(15, 30_000 + event);
    stats.lag(0, 60_000);
    const now = stats.exportState(60_100);
    expect(summarizeStats(now).scheduler).toMatchObject({
      verdict: 'ok',
      worst: { verdict: 'invalid', ago_secs: 60.001 },
    });
    expect(summarizeStats(statsSince(now, mark)).scheduler.worst).toEqual({
      verdict: 'degraded',
      ago_secs: 30.001,
    });
  });
});

describe('the last minute', () => {
  it('forgets what is older, and keeps all of what is younger', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    for (let index = 0; index < 10; index += 1) stream(stats, 'a', index * 1000, 50);
    expect(stats.snapshot(20_000).latency.last_minute.duration_ms.count).toBe(10);
    for (let second = 30; second < 150; second += 1) {
      stream(stats, 'a', second * 1000, 5);
      stats.lag(0, second * 1000 + 50);
    }
    const { latency } = stats.snapshot(150_000);
    expect(latency.duration_ms.count).toBe(130);
    expect(latency.last_minute.duration_ms.count).toBeGreaterThanOrEqual(60);
    expect(latency.last_minute.duration_ms.count).toBeLessThanOrEqual(71);
    expect(latency.last_minute.inter_token_ms.max).toBeLessThan(6);
  });

  it('has nothing in it after a long silence', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stream(stats, 'a', 0, 50);
    const { latency } = stats.snapshot(1_000_000);
    expect(latency.duration_ms.count).toBe(1);
    expect(latency.last_minute.duration_ms.count).toBe(0);
  });
});

describe('a request without a model', () => {
  it('is counted under its endpoint and under no model', () => {
    const ended: unknown[] = [];
    const stats = createStatsRecorder({ startedAtMs: 0, onEnd: ({ model }) => ended.push(model) });
    stats
      .start({ endpoint: 'completions', model: undefined, streaming: false, atMs: 0 })
      .end('failed', 1, 400);
    const snapshot = stats.snapshot(10);
    expect(snapshot).toMatchObject({ total_requests: 1, models: {}, model_requests: {} });
    expect(snapshot.recent_failures[0]?.model).toBeNull();
    expect(ended).toEqual([undefined]);
  });

  it('with a name of megabytes is kept in a few characters', () => {
    const ended: FinishedRequest[] = [];
    const stats = createStatsRecorder({ startedAtMs: 0, onEnd: (request) => ended.push(request) });
    stats
      .start({
        endpoint: 'completions',
        model: 'm'.repeat(4_000_000),
        path: `/${'p'.repeat(100_000)}`,
        streaming: false,
        atMs: 0,
      })
      .end('failed', 1, 404, 'not-found', {
        message: `There is no ${'m'.repeat(4_000_000)}.`,
        param: 'model',
      });
    expect(JSON.stringify(ended).length).toBeLessThan(3500);
    expect(JSON.stringify(stats.exportState(5)).length).toBeLessThan(4000);
  });
});
