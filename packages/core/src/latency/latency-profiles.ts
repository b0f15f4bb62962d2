import { LlmsimError } from '../errors/llmsim-error.js';
import { earlierProfiles, type EarlierProfileName } from './earlier-profiles.js';
import type { LatencyProfile } from './latency-profile.js';
import { measuredProfiles, type MeasuredProfileName } from './measured-profiles.js';

/** The name of a latency profile that comes with llmsim. */
export type LatencyProfileName = MeasuredProfileName | EarlierProfileName;

/** Every latency profile that comes with llmsim: those that `auto` chooses from, then those of the earlier names. */
export const latencyProfiles: readonly LatencyProfile[] = [...measuredProfiles, ...earlierProfiles];

/** The names that `latencyProfile` knows. */
export const latencyProfileNames = latencyProfiles.map(({ name }) => name) as readonly LatencyProfileName[];

const byName = new Map(latencyProfiles.map((profile) => [profile.name, profile]));

/**
 * A latency profile that comes with llmsim. For the one that suits a model's name see `profileForModel`.
 * @throws LlmsimError LLMSIM_UNKNOWN_LATENCY_PROFILE with the names there are
 */
export function latencyProfile(name: string): LatencyProfile {
  const profile = byName.get(name);
  if (profile !== undefined) return profile;
  throw new LlmsimError(
    'LLMSIM_UNKNOWN_LATENCY_PROFILE',
    `There is no latency profile "${name}". There are: ${latencyProfileNames.join(', ')}.`,
  );
}
