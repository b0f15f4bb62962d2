import { limitsOf } from './limits-of.js';

const hit = { scope: 'requests', limit: 500, used: 500, requested: 1, retryAfterMs: 1000 } as const;
const left = {
  requests: { limit: 9, remaining: 8, resetMs: 1 },
  tokens: { limit: 7, remaining: 6, resetMs: 2 },
};

describe('the limits that headers state', () => {
  it('are those that are left, where nothing failed or no limit was hit', () => {
    expect(limitsOf(undefined, left)).toBe(left);
    expect(limitsOf({ kind: 'server-error' }, left)).toBe(left);
    expect(limitsOf(undefined, undefined)).toBeUndefined();
  });

  it('are those of a failure on demand, and of the other scope those that are left', () => {
    expect(limitsOf({ kind: 'rate-limit', rateLimit: { ...hit, resetMs: 60_000 } }, left)).toEqual({
      requests: { limit: 500, remaining: 0, resetMs: 60_000 },
      tokens: left.tokens,
    });
    expect(limitsOf({ kind: 'rate-limit', rateLimit: hit }, undefined)).toEqual({
      requests: { limit: 500, remaining: 0, resetMs: 60_000 },
    });
  });

  it('are those of whoever counted, where a limit was really hit', () => {
    expect(limitsOf({ kind: 'rate-limit', rateLimit: hit }, left)).toBe(left);
  });
});
