import type { AppOptions } from '@llmsim/server';
import type { LimitSpec } from '../config/limit-types.js';
import type { Settings } from '../config/settings-table.js';

type RateLimitOptions = NonNullable<AppOptions['rateLimits']>;

/** The limits that the settings ask for; `undefined`: none. */
export function rateLimitsOf(settings: Settings): RateLimitOptions | undefined {
  const limits: RateLimitOptions = {
    requestsPerMinute: settings['limits.requests_per_minute'],
    tokensPerMinute: settings['limits.tokens_per_minute'],
    models: mapLimits(settings['limits.models']),
    keys: mapLimits(settings['limits.keys']),
  };
  const isUnlimited =
    limits.requestsPerMinute === undefined &&
    limits.tokensPerMinute === undefined &&
    Object.keys({ ...limits.models, ...limits.keys }).length === 0;
  return isUnlimited ? undefined : limits;
}

function mapLimits(specs: Readonly<Record<string, LimitSpec>>): NonNullable<RateLimitOptions['models']> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { requests_per_minute, tokens_per_minute }]) => [
      name,
      { requestsPerMinute: requests_per_minute, tokensPerMinute: tokens_per_minute },
    ]),
  );
}
