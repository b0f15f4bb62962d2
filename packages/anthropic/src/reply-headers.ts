import type { RateLimitState, ReplyFacts } from '@llmsim/core';

/**
 * What headers state of limits that nobody keeps: those of a large organization, with nothing used. Units a minute.
 */
const generousRequests: RateLimitState = { limit: 4000, remaining: 3999, resetMs: 15 };
const generousInput: RateLimitState = { limit: 2_000_000, remaining: 2_000_000, resetMs: 0 };
const generousOutput: RateLimitState = { limit: 400_000, remaining: 400_000, resetMs: 0 };

/** The headers that every reply has, whatever its status. */
export type HeadersOf = (facts: ReplyFacts) => Record<string, string>;

/** @param organization - its id */
export function createReplyHeaders(organization: string): HeadersOf {
  const formatTime = createTimeFormat();
  return ({ requestId, rateLimits = {}, sentAtMs }) => {
    const { requests = generousRequests, inputTokens: input = generousInput } = rateLimits;
    const { outputTokens: output = generousOutput, tokens = sumOf(input, output) } = rateLimits;
    const reset = ({ resetMs }: RateLimitState) => formatTime(sentAtMs + resetMs);
    return {
      'anthropic-ratelimit-requests-limit': String(requests.limit),
      'anthropic-ratelimit-requests-remaining': String(requests.remaining),
      'anthropic-ratelimit-requests-reset': reset(requests),
      'anthropic-ratelimit-input-tokens-limit': String(input.limit),
      'anthropic-ratelimit-input-tokens-remaining': String(input.remaining),
      'anthropic-ratelimit-input-tokens-reset': reset(input),
      'anthropic-ratelimit-output-tokens-limit': String(output.limit),
      'anthropic-ratelimit-output-tokens-remaining': String(output.remaining),
      'anthropic-ratelimit-output-tokens-reset': reset(output),
      'anthropic-ratelimit-tokens-limit': String(tokens.limit),
      'anthropic-ratelimit-tokens-remaining': String(tokens.remaining),
      'anthropic-ratelimit-tokens-reset': reset(tokens),
      'request-id': requestId,
      'anthropic-organization-id': organization,
    };
  };
}

/** The limit on both kinds of tokens, where each has its own. */
function sumOf(input: RateLimitState, output: RateLimitState): RateLimitState {
  return {
    limit: input.limit + output.limit,
    remaining: input.remaining + output.remaining,
    resetMs: Math.max(input.resetMs, output.resetMs),
  };
}

/** Formats wall times as RFC 3339 in whole seconds, rounded up: many replies are sent in one second. */
function createTimeFormat(): (atMs: number) => string {
  let lastSecond = NaN;
  let lastText = '';
  return (atMs) => {
    const second = Math.ceil(atMs / 1000);
    if (second !== lastSecond) {
      lastSecond = second;
      lastText = new Date(second * 1000).toISOString().replace('.000Z', 'Z');
    }
    return lastText;
  };
}
