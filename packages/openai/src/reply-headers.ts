import type { RateLimitState, ReplyFacts } from '@llmsim/core';

/**
 * What is stated for limits that nobody keeps: the figures of a busy organisation, with one request of a few tokens
 * taken off, as the real service reports them to a lone client. Units a minute.
 */
const generousRequests: RateLimitState = { limit: 10_000, remaining: 9_999, resetMs: 6 };
const generousTokens: RateLimitState = { limit: 30_000_000, remaining: 29_999_985, resetMs: 0 };

/** The headers that every reply of OpenAI has, whatever its status. */
export function replyHeaders(facts: ReplyFacts, organization: string): Record<string, string> {
  const requests = facts.rateLimits?.requests ?? generousRequests;
  const tokens = facts.rateLimits?.tokens ?? generousTokens;
  return {
    'x-request-id': facts.requestId,
    'openai-processing-ms': String(Math.max(0, Math.round(facts.processingMs))),
    'openai-version': '2020-10-01',
    'openai-organization': organization,
    'x-ratelimit-limit-requests': String(requests.limit),
    'x-ratelimit-limit-tokens': String(tokens.limit),
    'x-ratelimit-remaining-requests': String(requests.remaining),
    'x-ratelimit-remaining-tokens': String(tokens.remaining),
    'x-ratelimit-reset-requests': formatDuration(requests.resetMs),
    'x-ratelimit-reset-tokens': formatDuration(tokens.resetMs),
    'access-control-expose-headers': 'X-Request-ID',
  };
}

/** A duration as Go prints it: `0s`, `12ms`, `1.182s`, `6m0s`, `20m52.666s`, `1h0m0s`. Takes milliseconds. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole === 0) return '0s';
  if (whole < 1000) return `${whole}ms`;
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor((whole % 3_600_000) / 60_000);
  const seconds = `${(whole % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
