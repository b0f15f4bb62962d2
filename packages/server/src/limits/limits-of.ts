import type { ApiFailure } from '@llmsim/core';
import type { RemainingLimits } from './rate-limiter.js';

/** A bucket of units a minute that is empty is full again after so long, in milliseconds. */
const minuteMs = 60_000;

/**
 * What the headers of a reply state about limits. A failure that names a limit decides about that one, so that its body and
 * its headers agree, whoever counted.
 */
export function limitsOf(
  failure: ApiFailure | undefined,
  remaining: RemainingLimits | undefined,
): RemainingLimits | undefined {
  const hit = failure?.rateLimit;
  if (hit === undefined || (remaining?.[hit.scope] !== undefined && hit.resetMs === undefined))
    return remaining;
  const { scope, limit, used, resetMs = (minuteMs * used) / Math.max(1, limit) } = hit;
  return { ...remaining, [scope]: { limit, remaining: Math.max(0, limit - used), resetMs } };
}
