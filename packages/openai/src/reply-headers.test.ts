import { formatDuration, replyHeaders } from './reply-headers.js';

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [-5, '0s'],
    [0.4, '1ms'],
    [12, '12ms'],
    [999, '999ms'],
    [1000, '1s'],
    [1182, '1.182s'],
    [20_000, '20s'],
    [60_000, '1m0s'],
    [360_000, '6m0s'],
    [1_252_666, '20m52.666s'],
    [3_600_000, '1h0m0s'],
    [90_061_001, '25h1m1.001s'],
  ])('prints %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('replyHeaders', () => {
  const requestId = 'req_0123456789abcdef0123456789abcdef';

  it('reports the request, its time and generous limits', () => {
    expect(replyHeaders({ requestId, sentAtMs: 0, processingMs: 347.6 }, 'org-acme')).toEqual({
      'x-request-id': requestId,
      'openai-processing-ms': '348',
      'openai-version': '2020-10-01',
      'openai-organization': 'org-acme',
      'x-ratelimit-limit-requests': '10000',
      'x-ratelimit-limit-tokens': '30000000',
      'x-ratelimit-remaining-requests': '9999',
      'x-ratelimit-remaining-tokens': '29999985',
      'x-ratelimit-reset-requests': '6ms',
      'x-ratelimit-reset-tokens': '0s',
      'access-control-expose-headers': 'X-Request-ID',
    });
  });

  it('reports the limits that somebody keeps', () => {
    const rateLimits = {
      requests: { limit: 3, remaining: 0, resetMs: 20_000 },
      tokens: { limit: 160_000, remaining: 159_970, resetMs: 11 },
    };
    expect(replyHeaders({ requestId, sentAtMs: 0, processingMs: 0, rateLimits }, 'org-acme')).toMatchObject({
      'x-ratelimit-limit-requests': '3',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '20s',
      'x-ratelimit-limit-tokens': '160000',
      'x-ratelimit-remaining-tokens': '159970',
      'x-ratelimit-reset-tokens': '11ms',
    });
  });
});
