import type { Distribution } from '../latency/distributions/distribution.js';
import type { LatencyProfile } from '../latency/latency-profile.js';
import type { Random } from '../random/random.js';
import { createSeededRandom, type Seed } from '../random/seeded-random.js';
import type { Usage } from '../turn/usage.js';
import type { Pace, PaceSource } from './pace.js';

/**
 * The paces that a latency profile gives. The first token comes after its time to first token plus its prefill term,
 * each further token one inter-token latency after the one before. Each choice has delays of its own.
 *
 * @param seed - where the delays are drawn from
 */
export function profilePace(
  profile: LatencyProfile,
  usage: Pick<Usage, 'inputTokens' | 'cachedInputTokens'>,
  seed: Seed,
): PaceSource {
  return (choice) => new ProfilePace(profile, usage, seed, choice);
}

class ProfilePace implements Pace {
  readonly firstTokenMs: number;
  readonly #interToken: Distribution;
  readonly #seed: Seed;
  /** Made when something is drawn from it. */
  #random: Random | undefined;
  #token = 0;
  #atMs: number;

  constructor(
    profile: LatencyProfile,
    usage: Pick<Usage, 'inputTokens' | 'cachedInputTokens'>,
    seed: Seed,
    choice: number,
  ) {
    const uncached = usage.inputTokens - usage.cachedInputTokens;
    const prefillMs = (uncached / 1000) * profile.prefillMsPerThousandTokens;
    const { timeToFirstToken } = profile;
    this.firstTokenMs =
      (timeToFirstToken.constant ?? timeToFirstToken.sample(createSeededRandom(seed))) + prefillMs;
    this.#interToken = profile.interTokenLatency;
    this.#seed = [seed[0], seed[1], seed[2], seed[3] ^ (choice + 1)];
    this.#atMs = this.firstTokenMs;
  }

  next(): number {
    const { constant } = this.#interToken;
    // The count rather than a running sum, so that a constant latency gives exact due times.
    if (constant !== undefined) this.#atMs = this.firstTokenMs + this.#token * constant;
    else if (this.#token > 0) {
      this.#random ??= createSeededRandom(this.#seed);
      this.#atMs += this.#interToken.sample(this.#random);
    }
    this.#token += 1;
    return this.#atMs;
  }

  skip(tokens: number): number {
    if (this.#interToken.constant !== undefined) this.#token += tokens - 1;
    else for (let token = 1; token < tokens; token += 1) this.next();
    return this.next();
  }
}
