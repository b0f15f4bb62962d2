import {
  chooseProfile,
  latencyProfileNames,
  latencyProfiles,
  readLatency,
  type LatencyProfile,
} from '@llmsim/core';
import { commandName } from '../command-name.js';
import type { Runtime } from '../runtime.js';
import {
  describeProfile,
  percentilesOf,
  profileAsJson,
  showNumber,
  tokensPerSecond,
} from './describe-profile.js';
import { layoutTable } from './layout-table.js';

/**
 * Lists the latency profiles, or shows one: by its name, as times, or the one that `auto` gives a model of that name.
 * @param asJson - one JSON document instead of text
 * @returns the exit code
 */
export function showProfiles(name: string | undefined, asJson: boolean, { stdout }: Runtime): number {
  if (name === undefined) {
    stdout.write(asJson ? toJson(latencyProfiles.map(profileAsJson)) : listProfiles());
    return 0;
  }
  const isProfile = name.includes('=') || latencyProfileNames.some((known) => known === name);
  const { profile, fit } = isProfile ? { profile: readLatency(name), fit: undefined } : chooseProfile(name);
  if (asJson) stdout.write(toJson({ ...profileAsJson(profile), fit: fit ?? null }));
  else
    stdout.write((fit === undefined ? '' : `${explain(name, profile, fit)}\n\n`) + describeProfile(profile));
  // A name that is a model's too: `gpt-5` is a profile of the earlier names, and `auto` gives the model another.
  if (fit === undefined && !asJson && !name.includes('/') && chooseProfile(name).fit !== 'assumed') {
    stdout.write(`\nauto gives the model ${name} another profile: ${chooseProfile(name).profile.name}.\n`);
  }
  return 0;
}

function explain(model: string, { name }: LatencyProfile, fit: 'measured' | 'nearest' | 'assumed'): string {
  const why = {
    measured: 'which was measured with it',
    nearest: 'the nearest one of its family that was measured',
    assumed: 'which is assumed: nobody measured its family',
  }[fit];
  return `auto gives the model ${model} the profile ${name}, ${why}.`;
}

const titles = [
  'PROFILE',
  'TTFT P50',
  'P95',
  'P99',
  'TOKENS/S',
  'TOKENS/CHUNK',
  'PREFILL',
  'TTFT FROM',
  'SPEED FROM',
  'DATE',
  'SAMPLES',
  'LICENCE',
];

function listProfiles(): string {
  return `${layoutTable([titles, ...latencyProfiles.map(rowOf)])}

Times are in milliseconds; PREFILL is added for each 1,000 uncached input tokens. auto chooses among the profiles with a slash by the name of the model; a model without
measurements gets the profile of its nearest measured relative. ${commandName()} profiles NAME shows one, or what auto gives a model.
`;
}

function rowOf(profile: LatencyProfile): string[] {
  const { p50, p95, p99 } = percentilesOf(profile.timeToFirstToken);
  const speed = tokensPerSecond(profile);
  const first = profile.sources?.timeToFirstToken;
  return [
    profile.name,
    ...[p50, p95, p99].map(showNumber),
    speed === undefined ? '-' : showNumber(speed),
    showNumber(profile.tokensPerChunk?.text.mean ?? 1),
    showNumber(profile.prefillMsPerThousandTokens),
    first?.basis ?? '-',
    profile.sources?.interTokenLatency.basis ?? '-',
    first?.date ?? '-',
    first?.samples === undefined ? '-' : String(first.samples),
    first?.licence ?? '-',
  ];
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
