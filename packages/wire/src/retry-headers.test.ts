import { retryHeaders } from './retry-headers.js';

describe('retryHeaders', () => {
  it('rounds up, so that nobody comes too early', () => {
    expect(retryHeaders({ kind: 'overloaded', retryAfterMs: 2500.2 })).toEqual({
      'retry-after': '3',
      'retry-after-ms': '2501',
    });
  });

  it('takes what the rate limit says where the failure itself says nothing', () => {
    const rateLimit = { scope: 'requests', limit: 3, used: 3, requested: 1, retryAfterMs: 644 } as const;
    expect(retryHeaders({ kind: 'rate-limit', rateLimit })['retry-after-ms']).toBe('644');
    expect(retryHeaders({ kind: 'rate-limit', rateLimit, retryAfterMs: 5 })['retry-after-ms']).toBe('5');
  });

  it('has none where trying again does not help', () => {
    expect(retryHeaders({ kind: 'quota' })).toEqual({});
  });
});
