import { LlmsimError, matchesModel, rankPatterns, type RateLimitScope } from '@llmsim/core';

/** How much may be used in a minute. What is `undefined` is not stated here; `Infinity` is no limit. */
export interface RateLimit {
  readonly requestsPerMinute?: number | undefined;
  /** Input and output together. */
  readonly tokensPerMinute?: number | undefined;
  /** Input alone, without what was read from a prompt cache. */
  readonly inputTokensPerMinute?: number | undefined;
  readonly outputTokensPerMinute?: number | undefined;
}

/** Limits on the use of the APIs: each API key has its own for each model. Plain data. */
export interface RateLimitOptions extends RateLimit {
  /** Other limits for some models: names, in which each `*` stands for any text. The most specific wins. */
  readonly models?: Readonly<Record<string, RateLimit>> | undefined;
  /** Other limits for some API keys; they win over those of models. */
  readonly keys?: Readonly<Record<string, RateLimit>> | undefined;
}

/** The limits that hold for one key and model; `Infinity` where there is none. */
export type EffectiveRateLimit = Readonly<Record<RateLimitScope, number>>;

/** How a limit of each scope is called in the options. */
const figures = {
  requests: 'requestsPerMinute',
  tokens: 'tokensPerMinute',
  inputTokens: 'inputTokensPerMinute',
  outputTokens: 'outputTokensPerMinute',
} as const satisfies Record<RateLimitScope, keyof RateLimit>;

/** What a limit may be on. */
export const rateLimitScopes = Object.keys(figures) as readonly RateLimitScope[];

/**
 * A function that finds the limits for a key and a model.
 * @throws LlmsimError LLMSIM_OPTION for a limit that is not greater than 0
 */
export function chooseRateLimit(
  options: RateLimitOptions,
): (key: string, model: string) => EffectiveRateLimit {
  checkLimit('the general rate limit', options);
  const keys = new Map(Object.entries(options.keys ?? {}));
  for (const limit of keys.values()) checkLimit('the rate limit of a key', limit);
  const models = rankPatterns(Object.entries(options.models ?? {}));
  for (const { pattern, value } of models) checkLimit(`the rate limit of model "${pattern}"`, value);

  return (key, model) => {
    const ofKey = keys.get(key);
    const matching = models.filter(({ pattern }) => matchesModel(pattern, model));
    const first = (scope: RateLimitScope): number => {
      const figure = figures[scope];
      return (
        ofKey?.[figure] ??
        matching.find(({ value }) => value[figure] !== undefined)?.value[figure] ??
        options[figure] ??
        Infinity
      );
    };
    return Object.fromEntries(
      rateLimitScopes.map((scope) => [scope, first(scope)]),
    ) as unknown as EffectiveRateLimit;
  };
}

function checkLimit(owner: string, limit: RateLimit): void {
  for (const figure of Object.values(figures)) {
    const value: unknown = limit[figure];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `${figure} in ${owner} must be a number greater than 0; found ${JSON.stringify(value)}.`,
    );
  }
}
