import { createHash } from 'node:crypto';
import { createBoundedMap, type RateLimitHit, type RateLimitScope, type RateLimitStates } from '@llmsim/core';
import { chooseRateLimit, rateLimitScopes, type RateLimitOptions } from './rate-limits.js';
import { TokenBucket } from './token-bucket.js';

/** Tokens that a request is charged with: those of both kinds for a limit on both, and those of each kind for its own. */
export type ChargedTokens = Readonly<Record<Exclude<RateLimitScope, 'requests'>, number>>;

/** Use of the API by one request. Plain data, so that another process may be asked. */
export interface LimitedUse extends ChargedTokens {
  /** The API key, empty where none was sent. */
  readonly key: string;
  readonly model: string;
}

/** What is left after a request, of each limit there is. */
export type RemainingLimits = RateLimitStates;

/** Whether a request may go on. */
export interface Admission {
  /** The limit that it ran into; `undefined`: it is admitted. */
  readonly hit?: RateLimitHit | undefined;
  readonly remaining: RemainingLimits;
}

/** What statistics show of the limits. In snake case because it is a wire. */
export interface LimitsSnapshot {
  /** Pairs of a key and a model that are kept apart. */
  readonly tracked: number;
  readonly refused: PerScope<number>;
  /** Those that were used last, at most 20, the latest first. Of keys only the ends are shown. */
  readonly latest: readonly ({
    readonly key: string;
    readonly model: string;
  } & PerScope<ShownLimit | null>)[];
}

interface PerScope<T> {
  readonly requests: T;
  readonly tokens: T;
  readonly input_tokens: T;
  readonly output_tokens: T;
}

function perScope<T>(of: (scope: RateLimitScope) => T): PerScope<T> {
  return {
    requests: of('requests'),
    tokens: of('tokens'),
    input_tokens: of('inputTokens'),
    output_tokens: of('outputTokens'),
  };
}

interface ShownLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly reset_ms: number;
}

/**
 * Counts the use of the APIs and refuses what is too much. It may answer later, as it does where another process
 * counts for all. Times are monotonic milliseconds; an implementation may prefer a clock of its own.
 */
export interface RateLimiter {
  /** Charges a request with the tokens that are estimated for it, unless it is refused: then it costs nothing. */
  admit(use: LimitedUse, atMs: number): Admission | Promise<Admission>;
  /** What is left for a caller of a model, who is charged with nothing. Nothing is remembered of it. */
  remaining(who: Pick<LimitedUse, 'key' | 'model'>, atMs: number): RemainingLimits | Promise<RemainingLimits>;
  /** Charges an admitted request with more tokens, or with fewer if there are fewer than none. */
  correct(use: LimitedUse, atMs: number): void;
  snapshot(atMs: number): LimitsSnapshot | Promise<LimitsSnapshot>;
}

interface Buckets {
  readonly key: string;
  readonly model: string;
  readonly ofScope: readonly { readonly scope: RateLimitScope; readonly bucket: TokenBucket }[];
}

/** How many pairs of a key and a model are kept; those that were not used for the longest time go first. */
const trackedLimit = 10_000;
const shownLimit = 20;
/** Longer keys and names are kept as a digest: a stranger chooses them, and memory is bounded. */
const longestName = 128;

/**
 * A limiter that counts in this process.
 * @throws LlmsimError LLMSIM_OPTION for a limit that is not greater than 0
 */
export function createRateLimiter(options: RateLimitOptions): RateLimiter {
  const limitOf = chooseRateLimit(options);
  const table = createBoundedMap<Buckets>({ maxEntries: trackedLimit });
  const refused = { requests: 0, tokens: 0, inputTokens: 0, outputTokens: 0 };

  const nameOf = ({ key, model }: Pick<LimitedUse, 'key' | 'model'>) =>
    `${shorten(key)}\u0000${shorten(model)}`;

  function createBuckets({ key, model }: Pick<LimitedUse, 'key' | 'model'>, atMs: number): Buckets {
    const limits = limitOf(key, model);
    const limited = rateLimitScopes.filter((scope) => limits[scope] !== Infinity);
    return {
      key: maskKey(key),
      model: shorten(model),
      ofScope: limited.map((scope) => ({ scope, bucket: new TokenBucket(limits[scope], atMs) })),
    };
  }

  function bucketsOf(use: LimitedUse, atMs: number): Buckets {
    const name = nameOf(use);
    const known = table.use(name);
    if (known !== undefined) return known;
    const buckets = createBuckets(use, atMs);
    table.set(name, buckets);
    return buckets;
  }

  return {
    admit(use, atMs) {
      const buckets = bucketsOf(use, atMs);
      for (const { scope, bucket } of buckets.ofScope) {
        const hit = hitOf(scope, bucket, unitsOf(use, scope), atMs);
        if (hit === undefined) continue;
        refused[scope] += 1;
        return { hit, remaining: remainingOf(buckets, atMs) };
      }
      for (const { scope, bucket } of buckets.ofScope) bucket.take(unitsOf(use, scope), atMs);
      return { remaining: remainingOf(buckets, atMs) };
    },
    remaining(who, atMs) {
      return remainingOf(table.get(nameOf(who)) ?? createBuckets(who, atMs), atMs);
    },
    correct(use, atMs) {
      for (const { scope, bucket } of bucketsOf(use, atMs).ofScope) {
        if (scope !== 'requests') bucket.take(use[scope], atMs);
      }
    },
    snapshot(atMs) {
      const latest = [...table.entries()].slice(-shownLimit).reverse();
      return {
        tracked: table.count(),
        refused: perScope((scope) => refused[scope]),
        latest: latest.map(([, { key, model, ofScope }]) => ({
          key,
          model,
          ...perScope((scope) => show(ofScope.find((limited) => limited.scope === scope)?.bucket, atMs)),
        })),
      };
    },
  };
}

/** What a request takes of a limit. */
function unitsOf(use: LimitedUse, scope: RateLimitScope): number {
  return scope === 'requests' ? 1 : use[scope];
}

function remainingOf({ ofScope }: Buckets, atMs: number): RemainingLimits {
  return Object.fromEntries(ofScope.map(({ scope, bucket }) => [scope, bucket.state(atMs)]));
}

function hitOf(
  scope: RateLimitScope,
  bucket: TokenBucket,
  requested: number,
  atMs: number,
): RateLimitHit | undefined {
  const waitMs = bucket.waitFor(requested, atMs);
  if (waitMs === 0) return undefined;
  const retryAfterMs = waitMs === undefined ? undefined : Math.ceil(waitMs);
  return { scope, limit: bucket.limit, used: bucket.used(atMs), requested, retryAfterMs };
}

function show(bucket: TokenBucket | undefined, atMs: number): ShownLimit | null {
  if (bucket === undefined) return null;
  const { limit, remaining, resetMs } = bucket.state(atMs);
  return { limit, remaining, reset_ms: Math.ceil(resetMs) };
}

function shorten(name: string): string {
  return name.length <= longestName ? name : `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

/**
 * Enough of a key to recognise one's own, and four digits of its hash, so that two keys do not look the same. A short
 * key shows none of itself; no key is an empty name.
 */
function maskKey(key: string): string {
  if (key === '') return '';
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 4);
  return `${key.length < 12 ? '' : `${key.slice(0, 3)}…${key.slice(-4)}`}#${digest}`;
}
