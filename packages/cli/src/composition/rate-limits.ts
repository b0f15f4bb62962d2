import type { AppOptions } from '@llmsim/server';
import type { LimitSpec } from '../config/limit-types.js';
import type { Settings } from '../config/settings-table.js';

type RateLimitOptions = NonNullable<AppOptions['rateLimits']>;

/** The limits that the settings ask for; `undefined`: none. */
export function rateLimitsOf(settings: Settings): RateLimitOptions | undefined {
  const limits: RateLimitOptions = {
    requestsPerMinute: settings['limits.requests_per_minute'],
    tokensPerMinute: settings['limits.tokens_per_minute'],
    inputTokensPerMinute: settings['limits.input_tokens_per_minute'],
    outputTokensPerMinute: settings['limits.output_tokens_per_minute'],
    models: mapLimits(settings['limits.models']),
    keys: mapLimits(settings['limits.keys']),
  };
  const { models, keys, ...general } = limits;
  const isUnlimited =
    Object.values(general).every((limit) => limit === undefined) &&
    Object.keys({ ...models, ...keys }).length === 0;
  return isUnlimited ? undefined : limits;
}

function mapLimits(specs: Readonly<Record<string, LimitSpec>>): NonNullable<RateLimitOptions['models']> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      {
        requestsPerMinute: spec.requests_per_minute,
        tokensPerMinute: spec.tokens_per_minute,
        inputTokensPerMinute: spec.input_tokens_per_minute,
        outputTokensPerMinute: spec.output_tokens_per_minute,
      },
    ]),
  );
}
