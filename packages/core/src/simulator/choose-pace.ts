import type { LatencyProfile } from '../latency/latency-profile.js';
import type { Seed } from '../random/seeded-random.js';
import type { Pacer, PaceSource } from '../stream/pace.js';
import { profilePace } from '../stream/profile-pace.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';

/** What decides when the tokens of a reply are due. */
export interface PacedReply {
  readonly model: string;
  /** When the request was accepted, in monotonic milliseconds. */
  readonly acceptedAtMs: number;
  readonly turns: readonly SimulatedTurn[];
  readonly usage: Usage;
  /** Goes before the profile; `undefined`: the profile was asked for, or nobody else decides. */
  readonly pacer: Pacer | undefined;
  readonly profile: LatencyProfile;
  /** Where the profile's delays are drawn from. */
  readonly seed: Seed;
}

/** When the tokens of a reply are due. */
export function choosePace(reply: PacedReply): PaceSource {
  const { model, acceptedAtMs, turns, usage, pacer, profile, seed } = reply;
  const paced = pacer?.({
    model,
    inputTokens: usage.inputTokens,
    cachedInputTokens: usage.cachedInputTokens,
    outputTokens: turns.map(({ parts }) => tokensOfParts(parts)),
    acceptedAtMs,
  });
  return paced ?? profilePace(profile, usage, seed);
}
