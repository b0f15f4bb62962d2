import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('is full at first, and says how long until it is again', () => {
    const bucket = new TokenBucket(60, 0);
    expect(bucket.state(0)).toEqual({ limit: 60, remaining: 60, resetMs: 0 });
    bucket.take(10, 0);
    expect(bucket.state(0)).toEqual({ limit: 60, remaining: 50, resetMs: 10_000 });
    expect(bucket.state(4000)).toEqual({ limit: 60, remaining: 54, resetMs: 6000 });
    expect(bucket.state(60_000)).toEqual({ limit: 60, remaining: 60, resetMs: 0 });
  });

  it('says how long a request has to wait, as the service words it', () => {
    // Limit 30000, Used 29937, Requested 385: try again in 644 ms.
    const tokens = new TokenBucket(30_000, 0);
    tokens.take(29_937, 0);
    expect(tokens.used(0)).toBe(29_937);
    expect(tokens.waitFor(385, 0)).toBeCloseTo(644, 5);
    // Limit 3, Used 3, Requested 1: try again in 20 s.
    const requests = new TokenBucket(3, 0);
    requests.take(3, 0);
    expect(requests.waitFor(1, 0)).toBe(20_000);
    expect(requests.waitFor(1, 20_000)).toBe(0);
  });

  it('never has room for more than it holds', () => {
    expect(new TokenBucket(100, 0).waitFor(100, 0)).toBe(0);
    expect(new TokenBucket(100, 0).waitFor(101, 0)).toBeUndefined();
  });

  it('can owe, and shows nothing left while it does', () => {
    const bucket = new TokenBucket(60, 0);
    bucket.take(90, 0);
    expect(bucket.state(0)).toEqual({ limit: 60, remaining: 0, resetMs: 90_000 });
    expect(bucket.waitFor(1, 0)).toBe(31_000);
  });

  // After the last wait, 8.5e-12 ms would be missing.
  const roundsBadly: [number, number][] = [
    [11, 0],
    [21, 0],
    [23, 5279],
    [38, 2610],
  ];

  it('lets through no more than its limit and what flows in, and the wait it names is enough', () => {
    const uses = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 20_000 })));
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 1000 }), uses, (limit, steps) => {
        const bucket = new TokenBucket(limit, 0);
        let atMs = 0;
        let taken = 0;
        for (const [units, pauseMs] of steps) {
          atMs += pauseMs;
          const waitMs = bucket.waitFor(units, atMs) as number;
          if (waitMs > 0) {
            atMs += Math.ceil(waitMs);
            expect(bucket.waitFor(units, atMs)).toBe(0);
          }
          bucket.take(units, atMs);
          taken += units;
          expect(taken).toBeLessThanOrEqual(limit + (atMs * limit) / 60_000 + 1e-6);
        }
      }),
      { examples: [[50, roundsBadly]] },
    );
  });
});
