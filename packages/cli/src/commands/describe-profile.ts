import {
  createSeededRandom,
  deriveSeed,
  type Distribution,
  type FigureSource,
  type LatencyProfile,
} from '@llmsim/core';

const samples = 50_000;
const shares = [0.5, 0.9, 0.95, 0.99] as const;

/** Percentiles of a distribution, by drawing from it: the same at every call. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Percentiles of a distribution by 50,000 samples of a fixed seed. */
export function percentilesOf(distribution: Distribution): Percentiles {
  const { constant } = distribution;
  const random = createSeededRandom(deriveSeed('percentiles of a profile'));
  const drawn =
    constant === undefined
      ? Float64Array.from({ length: samples }, () => distribution.sample(random)).sort()
      : undefined;
  const [p50, p90, p95, p99] = shares.map(
    (share) => constant ?? (drawn?.[Math.floor(share * samples)] as number),
  ) as [number, number, number, number];
  return { p50, p90, p95, p99 };
}

/** Tokens a second of a stream after its first token; `undefined` for one without delays. */
export function tokensPerSecond({ interTokenLatency }: LatencyProfile): number | undefined {
  return interTokenLatency.mean === 0 ? undefined : 1000 / interTokenLatency.mean;
}

/** A profile as data, for people who read it with a program. */
export function profileAsJson(profile: LatencyProfile) {
  const { tokensPerChunk, sources } = profile;
  return {
    name: profile.name,
    ttft_ms: roundAll(percentilesOf(profile.timeToFirstToken)),
    tbt_ms: { mean: profile.interTokenLatency.mean, ...roundAll(percentilesOf(profile.interTokenLatency)) },
    tokens_per_second: tokensPerSecond(profile) ?? null,
    prefill_ms_per_1000_tokens: profile.prefillMsPerThousandTokens,
    tokens_per_chunk: {
      text: tokensPerChunk?.text.mean ?? 1,
      reasoning: tokensPerChunk?.reasoning.mean ?? 1,
      tool_arguments: tokensPerChunk?.toolArguments.mean ?? 1,
    },
    sources: sources ?? null,
  };
}

function roundAll(percentiles: Percentiles): Percentiles {
  return Object.fromEntries(
    Object.entries(percentiles).map(([name, value]: [string, number]) => [
      name,
      Number(value.toPrecision(4)),
    ]),
  ) as unknown as Percentiles;
}

/** A profile for people: its figures, the percentiles that it gives, and where each figure is from. */
export function describeProfile(profile: LatencyProfile): string {
  const { sources, tokensPerChunk } = profile;
  const first = percentilesOf(profile.timeToFirstToken);
  const speed = tokensPerSecond(profile);
  const lines = [
    profile.name,
    '',
    `time to first token  ${showPercentiles(first)}`,
    `                     ${profile.timeToFirstToken.description}`,
    ...(sources?.cited === undefined ? [] : [`                     published: ${showCited(sources.cited)}`]),
    `prefill              ${profile.prefillMsPerThousandTokens} ms for each 1,000 input tokens that were not cached`,
    `time between tokens  ${showPercentiles(percentilesOf(profile.interTokenLatency))}`,
    `                     ${profile.interTokenLatency.description}${speed === undefined ? '' : `, ${showNumber(speed)} tokens a second`}`,
    `tokens in a chunk    text ${showMean(tokensPerChunk?.text)}, reasoning ${showMean(tokensPerChunk?.reasoning)}, ` +
      `tool arguments ${showMean(tokensPerChunk?.toolArguments)} (means)`,
  ];
  if (sources !== undefined) {
    lines.push(
      '',
      'Where the figures are from',
      `  median of the time to first token: ${showSource(sources.timeToFirstToken)}`,
      `  its tail: ${showSource(sources.tail)}`,
      `  time between tokens: ${showSource(sources.interTokenLatency)}`,
      `  prefill: ${showSource(sources.prefill)}`,
      `  tokens in a chunk: ${showSource(sources.tokensPerChunk)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function showPercentiles({ p50, p90, p95, p99 }: Percentiles): string {
  return `p50 ${showNumber(p50)}, p90 ${showNumber(p90)}, p95 ${showNumber(p95)}, p99 ${showNumber(p99)} ms`;
}

function showCited({
  p50,
  p95,
  p99,
}: {
  readonly p50: number;
  readonly p95: number;
  readonly p99?: number | undefined;
}) {
  return `p50 ${p50}, p95 ${p95}${p99 === undefined ? '' : `, p99 ${p99}`} ms`;
}

function showMean(distribution: Distribution | undefined): string {
  return showNumber(distribution?.mean ?? 1);
}

/** Three digits, without an exponent. */
export function showNumber(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function showSource({ basis, what, date, samples: count, licence }: FigureSource): string {
  const facts = [date, count === undefined ? undefined : `${count} samples`, licence && `licence ${licence}`];
  const known = facts.filter((fact) => fact !== undefined);
  return `${basis}: ${what}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}
