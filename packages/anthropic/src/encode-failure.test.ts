import type { ApiFailure } from '@llmsim/core';
import { createProvider, jsonOf } from '../fixtures/ask.js';

const provider = createProvider();
const encode = (failure: ApiFailure, headers: Record<string, string> = {}) =>
  provider.encodeFailure(failure, {
    requestId: 'req_1',
    headers,
    method: 'POST',
    path: '/anthropic/v1/messages',
  });

describe('a failure in the words of Anthropic', () => {
  it.each<[ApiFailure, number, string, string]>([
    [{ kind: 'invalid-request', message: 'No.' }, 400, 'invalid_request_error', 'No.'],
    [{ kind: 'authentication' }, 401, 'authentication_error', 'x-api-key header is required'],
    [{ kind: 'quota' }, 402, 'billing_error', 'Your credit balance is too low'],
    [{ kind: 'permission' }, 403, 'permission_error', 'does not have permission'],
    [{ kind: 'not-found' }, 404, 'not_found_error', 'Not Found'],
    [{ kind: 'not-found', model: 'claude-x' }, 404, 'not_found_error', 'model: claude-x'],
    [{ kind: 'method-not-allowed' }, 405, 'invalid_request_error', 'Method Not Allowed'],
    [{ kind: 'conflict' }, 409, 'conflict_error', 'conflicts'],
    [{ kind: 'payload-too-large' }, 413, 'request_too_large', 'Request exceeds the maximum size'],
    [{ kind: 'unsupported-media-type' }, 415, 'invalid_request_error', 'application/json'],
    [{ kind: 'rate-limit' }, 429, 'rate_limit_error', 'rate limit of 50 requests per minute'],
    [{ kind: 'server-error' }, 500, 'api_error', 'Internal server error'],
    [{ kind: 'timeout' }, 504, 'timeout_error', 'timed out'],
    [{ kind: 'overloaded' }, 529, 'overloaded_error', 'Overloaded'],
  ])('%j has the status %d and the type %s', (failure, status, type, words) => {
    const reply = encode(failure);
    expect(reply.status).toBe(status);
    expect(jsonOf(reply)).toEqual({
      type: 'error',
      error: { type, message: expect.stringContaining(words) as string },
      request_id: 'req_1',
    });
  });

  it('distinguishes a wrong key and a wrong token', () => {
    const messageOf = (headers: Record<string, string>) =>
      (jsonOf(encode({ kind: 'authentication' }, headers))['error'] as { message: string }).message;
    expect(messageOf({ 'x-api-key': 'k' })).toBe('invalid x-api-key');
    expect(messageOf({ authorization: 'Bearer k' })).toBe('Invalid bearer token');
  });

  it('names the limit that was hit, and when to come again', () => {
    const reply = encode({
      kind: 'rate-limit',
      model: 'claude-sonnet-4-6',
      rateLimit: { scope: 'inputTokens', limit: 30_000, used: 29_000, requested: 2000, retryAfterMs: 2500 },
    });
    expect(jsonOf(reply)['error']).toMatchObject({
      message: expect.stringMatching(
        /^This request would exceed your organization's rate limit of 30,000 input tokens per minute \(org: [0-9a-f-]+, model: claude-sonnet-4-6\)/,
      ) as string,
    });
    expect(reply.headers).toMatchObject({ 'retry-after': '3', 'x-should-retry': 'true' });
    const never = encode({
      kind: 'rate-limit',
      rateLimit: { scope: 'tokens', limit: 10, used: 0, requested: 20, retryAfterMs: undefined },
    });
    expect(never.headers['x-should-retry']).toBe('false');
  });

  it.each([
    [
      { limit: 200_000, inputTokens: 213_462, outputTokens: undefined },
      'prompt is too long: 213462 tokens > 200000 maximum',
    ],
    [
      { limit: 200_000, inputTokens: 190_000, outputTokens: 20_000 },
      'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again',
    ],
  ])('says of %j what does not fit', (contextLength, message) => {
    const body = jsonOf(encode({ kind: 'invalid-request', code: 'context_length_exceeded', contextLength }));
    expect(body['error']).toEqual({ type: 'invalid_request_error', message });
  });
});

describe('the headers of every reply', () => {
  const headersOf = (rateLimits?: object) =>
    provider.replyHeaders?.({
      requestId: 'req_1',
      processingMs: 1,
      sentAtMs: Date.UTC(2026, 9, 21),
      rateLimits,
    }) ?? {};

  it('have three figures of each of four limits, with resets in RFC 3339', () => {
    const headers = headersOf();
    const limits = Object.keys(headers).filter((name) => name.startsWith('anthropic-ratelimit-'));
    expect(limits).toHaveLength(12);
    for (const name of limits.filter((each) => each.endsWith('-reset'))) {
      expect(headers[name]).toMatch(/^2026-10-21T00:00:0\dZ$/);
    }
    expect(headers['request-id']).toBe('req_1');
  });

  it('follow the limits that are kept, and add up those of the kinds of tokens', () => {
    const headers = headersOf({
      requests: { limit: 50, remaining: 3, resetMs: 30_000 },
      inputTokens: { limit: 1000, remaining: 600, resetMs: 24_000 },
      outputTokens: { limit: 100, remaining: 0, resetMs: 59_001 },
    });
    expect(headers).toMatchObject({
      'anthropic-ratelimit-requests-remaining': '3',
      'anthropic-ratelimit-requests-reset': '2026-10-21T00:00:30Z',
      'anthropic-ratelimit-input-tokens-reset': '2026-10-21T00:00:24Z',
      'anthropic-ratelimit-output-tokens-reset': '2026-10-21T00:01:00Z',
      'anthropic-ratelimit-tokens-limit': '1100',
      'anthropic-ratelimit-tokens-remaining': '600',
      'anthropic-ratelimit-tokens-reset': '2026-10-21T00:01:00Z',
    });
    const together = headersOf({ tokens: { limit: 7, remaining: 5, resetMs: 0 } });
    expect(together['anthropic-ratelimit-tokens-remaining']).toBe('5');
  });
});
