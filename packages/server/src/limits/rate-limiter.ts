import { createHash } from 'node:crypto';
import { createBoundedMap, type RateLimitHit, type RateLimitState } from '@llmsim/core';
import { chooseRateLimit, type RateLimitOptions } from './rate-limits.js';
import { TokenBucket } from './token-bucket.js';

/** Use of the API by one request. Plain data, so that another process may be asked. */
export interface LimitedUse {
  /** The API key, empty where none was sent. */
  readonly key: string;
  readonly model: string;
  readonly tokens: number;
}

/** What is left after a request, of each limit there is. */
export interface RemainingLimits {
  readonly requests?: RateLimitState | undefined;
  readonly tokens?: RateLimitState | undefined;
}

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
  readonly refused: { readonly requests: number; readonly tokens: number };
  /** Those that were used last, at most 20, the latest first. Of keys only the ends are shown. */
  readonly latest: readonly {
    readonly key: string;
    readonly model: string;
    readonly requests: ShownLimit | null;
    readonly tokens: ShownLimit | null;
  }[];
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
  readonly requests: TokenBucket | undefined;
  readonly tokens: TokenBucket | undefined;
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
  const refused = { requests: 0, tokens: 0 };

  const nameOf = ({ key, model }: Pick<LimitedUse, 'key' | 'model'>) =>
    `${shorten(key)}\u0000${shorten(model)}`;

  function createBuckets({ key, model }: Pick<LimitedUse, 'key' | 'model'>, atMs: number): Buckets {
    const { requestsPerMinute, tokensPerMinute } = limitOf(key, model);
    const createBucket = (limit: number) => (limit === Infinity ? undefined : new TokenBucket(limit, atMs));
    return {
      key: maskKey(key),
      model: shorten(model),
      requests: createBucket(requestsPerMinute),
      tokens: createBucket(tokensPerMinute),
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
      const { requests, tokens } = bucketsOf(use, atMs);
      const remaining = () => ({ requests: requests?.state(atMs), tokens: tokens?.state(atMs) });
      const hit = hitOf('requests', requests, 1, atMs) ?? hitOf('tokens', tokens, use.tokens, atMs);
      if (hit !== undefined) {
        refused[hit.scope] += 1;
        return { hit, remaining: remaining() };
      }
      requests?.take(1, atMs);
      tokens?.take(use.tokens, atMs);
      return { remaining: remaining() };
    },
    remaining(who, atMs) {
      const { requests, tokens } = table.get(nameOf(who)) ?? createBuckets(who, atMs);
      return { requests: requests?.state(atMs), tokens: tokens?.state(atMs) };
    },
    correct(use, atMs) {
      bucketsOf(use, atMs).tokens?.take(use.tokens, atMs);
    },
    snapshot(atMs) {
      const latest = [...table.entries()].slice(-shownLimit).reverse();
      return {
        tracked: table.count(),
        refused: { ...refused },
        latest: latest.map(([, { key, model, requests, tokens }]) => ({
          key,
          model,
          requests: show(requests, atMs),
          tokens: show(tokens, atMs),
        })),
      };
    },
  };
}

function hitOf(
  scope: RateLimitHit['scope'],
  bucket: TokenBucket | undefined,
  requested: number,
  atMs: number,
): RateLimitHit | undefined {
  if (bucket === undefined) return undefined;
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
