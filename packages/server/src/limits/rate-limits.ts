import { LlmsimError, matchesModel, rankPatterns } from '@llmsim/core';

/** How much may be used in a minute. What is `undefined` is not stated here; `Infinity` is no limit. */
export interface RateLimit {
  readonly requestsPerMinute?: number | undefined;
  /** Input and output together. */
  readonly tokensPerMinute?: number | undefined;
}

/** Limits on the use of the APIs: each API key has its own for each model. Plain data. */
export interface RateLimitOptions extends RateLimit {
  /** Other limits for some models: names, in which each `*` stands for any text. The most specific wins. */
  readonly models?: Readonly<Record<string, RateLimit>> | undefined;
  /** Other limits for some API keys; they win over those of models. */
  readonly keys?: Readonly<Record<string, RateLimit>> | undefined;
}

/** The limits that hold for one key and model; `Infinity` where there is none. */
export interface EffectiveRateLimit {
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
}

const figures = ['requestsPerMinute', 'tokensPerMinute'] as const;

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
    const first = (figure: (typeof figures)[number]): number =>
      ofKey?.[figure] ??
      matching.find(({ value }) => value[figure] !== undefined)?.value[figure] ??
      options[figure] ??
      Infinity;
    return { requestsPerMinute: first('requestsPerMinute'), tokensPerMinute: first('tokensPerMinute') };
  };
}

function checkLimit(owner: string, limit: RateLimit): void {
  for (const figure of figures) {
    const value: unknown = limit[figure];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    throw new LlmsimError(
      'LLMSIM_OPTION',
      `${figure} in ${owner} must be a number greater than 0; found ${JSON.stringify(value)}.`,
    );
  }
}
