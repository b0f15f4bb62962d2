import fc from 'fast-check';
import { sampleBody, sampleStats } from '../testing/sample-stats.js';
import { readServerStats } from './server-stats.js';

describe('readServerStats', () => {
  it('reads what a llmsim answers', () => {
    const { snapshot, version, url, profile } = sampleStats(60);
    expect(snapshot.total_requests).toBe(1200);
    expect(snapshot.latency.time_to_first_token_ms.p95).toBe(504);
    expect(snapshot.models['o3-mini']?.avg_latency_ms).toBe(3100);
    expect(snapshot.recent_failures[0]).toEqual({
      ago_secs: 2,
      endpoint: 'completions',
      model: 'gpt-4o',
      status: 429,
      outcome: 'failed',
      cause: 'rate_limit',
    });
    expect([version, url, profile]).toEqual(['1.2.3', 'http://127.0.0.1:8080', 'gpt-4o']);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'ok'],
    ['a list', [{ uptime_secs: 1, total_requests: 2 }]],
    ['other JSON', { status: 'ok' }],
    ['numbers as text', { uptime_secs: '1', total_requests: '2' }],
  ])('does not take %s for statistics', (_, body) => {
    expect(readServerStats(body)).toBeUndefined();
  });

  it('fills in what an older server does not send', () => {
    const stats = readServerStats({ uptime_secs: 1, total_requests: 2 });
    expect(stats?.snapshot.latency.duration_ms.p99).toBe(0);
    expect(stats?.snapshot.scheduler.verdict).toBe('ok');
    expect(stats?.snapshot.recent_failures).toEqual([]);
    expect([stats?.version, stats?.profile, stats?.rateLimits]).toEqual([undefined, undefined, undefined]);
    expect(stats?.capacities).toEqual([]);
  });

  it('takes a profile that is an object by its name', () => {
    expect(sampleStats(1, { server: { profile: { name: 'fast', scale: 2 } } }).profile).toBe('fast');
  });

  it('reads what the limiter reports', () => {
    const rate_limits = {
      tracked: 1,
      refused: { requests: 2, tokens: 1 },
      latest: [
        { key: '…abcd', model: 'gpt-4o', requests: { limit: 60, remaining: 12, reset_ms: 5 }, tokens: null },
      ],
    };
    expect(sampleStats(1, { rate_limits }).rateLimits).toEqual({
      refused: { requests: 2, tokens: 1 },
      latest: [{ key: '…abcd', model: 'gpt-4o', requests: { limit: 60, remaining: 12 }, tokens: undefined }],
    });
  });

  it('reads how much of what is in use', () => {
    const limits = { streams: { limit: 8, used: 3 }, sockets: { limit: 4 }, note: 'x' };
    expect(sampleStats(1, { server: { limits } }).capacities).toEqual([
      { name: 'streams', limit: 8, used: 3 },
    ]);
  });

  it('says nothing of limits that there are not', () => {
    expect(sampleStats(1, { rate_limits: null }).rateLimits).toBeUndefined();
  });

  it('survives any JSON in any place', () => {
    const keys = Object.keys(sampleBody(1)).filter(
      (key) => key !== 'uptime_secs' && key !== 'total_requests',
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        expect(readServerStats(sampleBody(1, { [key]: value }))?.snapshot.total_requests).toBe(20);
      }),
    );
  });
});
