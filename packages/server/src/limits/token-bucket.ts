import type { RateLimitState } from '@llmsim/core';

const msPerMinute = 60_000;

/**
 * What may be missing by rounding, as a share of the limit. Without it, a client that waits exactly as long as
 * `retry-after` says could still be a fraction of a unit short, and would be refused with nothing left to wait for.
 */
const roundingError = 1e-12;

/**
 * A bucket that holds a minute's worth of units and fills at an even pace. Time is a parameter: monotonic
 * milliseconds, the same origin in every call.
 */
export class TokenBucket {
  /** Units a minute, and how many it holds. */
  readonly limit: number;
  /** May be below 0: what was used and not asked for is owed. */
  #level: number;
  #atMs: number;

  /** A full bucket. */
  constructor(limit: number, atMs: number) {
    this.limit = limit;
    this.#level = limit;
    this.#atMs = atMs;
  }

  /** Takes units out, or gives them back if there are fewer than none; it is never more than full. */
  take(units: number, atMs: number): void {
    this.#refill(atMs);
    this.#level = Math.min(this.limit, this.#level - units);
  }

  /** Milliseconds until it holds so many units: 0 if it does already, `undefined` if it never will. */
  waitFor(units: number, atMs: number): number | undefined {
    if (units > this.limit) return undefined;
    this.#refill(atMs);
    return this.#msToGain(units - this.#level);
  }

  /** Units that are gone at the moment, rounded up. */
  used(atMs: number): number {
    this.#refill(atMs);
    return Math.ceil(this.limit - this.#level);
  }

  /** What reply headers state of it. */
  state(atMs: number): RateLimitState {
    this.#refill(atMs);
    return {
      limit: this.limit,
      remaining: Math.max(0, Math.floor(this.#level)),
      resetMs: this.#msToGain(this.limit - this.#level),
    };
  }

  #refill(atMs: number): void {
    if (atMs <= this.#atMs) return;
    this.#level = Math.min(this.limit, this.#level + ((atMs - this.#atMs) * this.limit) / msPerMinute);
    this.#atMs = atMs;
  }

  #msToGain(units: number): number {
    return units <= this.limit * roundingError ? 0 : (units * msPerMinute) / this.limit;
  }
}
