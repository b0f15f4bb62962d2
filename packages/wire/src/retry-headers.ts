import type { ApiFailure } from '@llmsim/core';

const none: Readonly<Record<string, string>> = {};

/**
 * The headers that say when a client should try again: `retry-after` in whole seconds and `retry-after-ms`, both rounded
 * up, so that nobody comes too early. Empty where a failure says nothing of it.
 */
export function retryHeaders({ retryAfterMs, rateLimit }: ApiFailure): Readonly<Record<string, string>> {
  const waitMs = retryAfterMs ?? rateLimit?.retryAfterMs;
  if (waitMs === undefined) return none;
  return {
    'retry-after': String(Math.ceil(waitMs / 1000)),
    'retry-after-ms': String(Math.ceil(waitMs)),
  };
}
