import { LlmsimError } from '../errors/llmsim-error.js';
import { customLatencyProfile } from './custom-latency-profile.js';
import { largestParameter } from './distributions/distribution.js';
import type { LatencyProfile } from './latency-profile.js';
import { latencyProfile, latencyProfileNames } from './latency-profiles.js';

const times = ['ttft', 'tbt'];

/**
 * A latency profile as people write it on one line: the name of a profile, or `ttft=200;tbt=20` in milliseconds, where
 * what is left out is 0.
 * @param largestMs - what no time may exceed; a day by default
 * @throws LlmsimError LLMSIM_UNKNOWN_LATENCY_PROFILE for a name that there is not, LLMSIM_OPTION for anything else
 */
export function readLatency(text: string, largestMs: number = largestParameter): LatencyProfile {
  if (!text.includes('=')) return latencyProfile(text);
  const given = new Map<string, number>();
  for (const pair of text.split(';')) {
    if (pair.trim() === '') continue;
    const equals = pair.indexOf('=');
    if (equals === -1) throw refusal(`Options are written name=value; found "${pair.trim()}".`);
    const name = pair.slice(0, equals).trim();
    if (!times.includes(name)) {
      throw refusal(
        `Unknown option "${name}". It takes ttft and tbt in milliseconds, or the name of a profile: ` +
          `${latencyProfileNames.join(', ')}.`,
      );
    }
    const value = pair.slice(equals + 1).trim();
    const milliseconds = value === '' ? NaN : Number(value);
    if (!(milliseconds >= 0)) {
      throw refusal(`Option "${name}" must be a number of milliseconds; found "${value}".`);
    }
    if (milliseconds > largestMs) throw refusal(`Numbers may be ${largestMs} at most; found "${value}".`);
    given.set(name, milliseconds);
  }
  return customLatencyProfile({
    name: text,
    timeToFirstToken: given.get('ttft') ?? 0,
    interTokenLatency: given.get('tbt') ?? 0,
  });
}

function refusal(message: string): LlmsimError {
  return new LlmsimError('LLMSIM_OPTION', message);
}
