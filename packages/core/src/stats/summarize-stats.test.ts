import { createStatsRecorder } from './stats-recorder.js';
import { summarizeStats } from './summarize-stats.js';

const empty = createStatsRecorder({ startedAtMs: 0 }).exportState(0);

describe('summarizeStats', () => {
  it.each([
    [0, 5],
    [400, 5],
    [1000, 5],
    [10_000, 0.5],
    [60_000, 0.083],
    [3_600_000, 0.083],
  ])('divides what happened lately, after %d ms of uptime, to %d a second', (uptimeMs, rate) => {
    const snapshot = summarizeStats({ ...empty, uptimeMs, recentRequests: 5, recentTokens: 5 });
    expect(snapshot.requests_per_second).toBe(rate);
    expect(snapshot.tokens_per_second).toBe(rate);
  });

  it('rounds times to microseconds', () => {
    const group = {
      ...{ requests: 3, active: 0, errors: 0, inputTokens: 0, outputTokens: 0 },
      completed: 3,
      completedMs: 100,
      timeToFirstToken: { sum: 0, min: 0, max: 0, buckets: [] },
    };
    const snapshot = summarizeStats({ ...empty, uptimeMs: 1234.5678, endpoints: { completions: group } });
    expect(snapshot.uptime_secs).toBe(1.235);
    expect(snapshot.endpoints['completions']!.avg_latency_ms).toBe(33.333);
  });

  it('sorts errors by what a client would do about them', () => {
    const { errors, total_errors } = summarizeStats({
      ...empty,
      errors: { 400: 1, 408: 2, 429: 4, 500: 8, 503: 16, 504: 32 },
    });
    expect(errors).toMatchObject({ rate_limit: 4, server: 24, timeout: 34, other: 1 });
    expect(total_errors).toBe(63);
  });

  it('survives JSON unchanged', () => {
    const stats = createStatsRecorder({ startedAtMs: 0 });
    stats
      .start({ endpoint: '__proto__', model: '__proto__', streaming: true, atMs: 1 })
      .end('failed', 2, 500);
    const snapshot = stats.snapshot(1000);
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(Object.keys(snapshot.models)).toEqual(['__proto__']);
  });
});
