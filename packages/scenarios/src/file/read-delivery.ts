import {
  createFailureMode,
  customLatencyProfile,
  LlmsimError,
  readFaultText,
  readLatency,
  type DistributionSpec,
  type FailureMode,
  type FaultRule,
  type LatencyProfile,
  type Usage,
} from '@llmsim/core';
import type { ScriptedFault } from '../match/scenario.js';
import { isMapping, type Reader } from './reader.js';
import type { Source } from './source.js';

/** No time may be longer: a typing error must not make a test wait for days. */
const longestMs = 3_600_000;

/** Reads `fault`: the name of a failure mode, as headers write it, a mapping, or a list of these. */
export function readFaults(source: Source, reader: Reader): readonly ScriptedFault[] {
  return reader.items(source).flatMap((item) => readFault(item, reader));
}

function readFault(source: Source, reader: Reader): readonly ScriptedFault[] {
  const { value } = source;
  if (typeof value === 'string') {
    return reader.making(source, () => readFaultText(value).map(ofRule)) ?? [];
  }
  if (!isMapping(value) || typeof value['mode'] !== 'string') {
    reader.wrong(source, 'the name of a failure mode, or a mapping with mode');
    return [];
  }
  const name = value['mode'];
  const options = Object.entries(value).filter(([key]) => !['mode', 'attempts', 'times'].includes(key));
  const attempts = reader.counts(source.at('attempts'), 1);
  const times = reader.count(source.at('times'), 1);
  const mode = reader.making(source, () =>
    createFailureMode(name, options.length === 0 ? undefined : Object.fromEntries(options)),
  );
  return mode === undefined ? [] : [{ mode, attempts: attempts ?? upTo(times) }];
}

/** @throws LlmsimError LLMSIM_OPTION for a rule that depends on chance */
function ofRule({ mode, rate, model, times, attempts, every }: FaultRule): ScriptedFault {
  if (rate !== 1 || model !== undefined || every !== undefined) {
    throw new LlmsimError(
      'LLMSIM_OPTION',
      'A fault of a scenario strikes given attempts, or all: write attempts=1 or times=2, and no share, model or every.',
    );
  }
  return { mode, attempts: attempts ?? upTo(times) };
}

function upTo(times: number | undefined): readonly number[] | undefined {
  return times === undefined ? undefined : Array.from({ length: times }, (_, index) => index + 1);
}

/** The failure that strikes an attempt; `undefined`: none. @param attempt - from 0 */
export function faultOf(faults: readonly ScriptedFault[], attempt: number): FailureMode | undefined {
  if (faults.length === 0) return undefined;
  const period = Math.max(0, ...faults.flatMap(({ attempts }) => attempts ?? [])) + 1;
  const number = (attempt % period) + 1;
  return faults.find(({ attempts }) => attempts?.includes(number) ?? true)?.mode;
}

/** Reads `latency`: the name of a profile, `ttft=200;tbt=20`, or a mapping with ttft and tbt. */
export function readScriptedLatency(source: Source, reader: Reader): LatencyProfile | undefined {
  const { value } = source;
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    return reader.making(source, () => readLatency(value, longestMs));
  }
  if (
    reader.mapping(source, ['ttft', 'tbt'], 'a latency profile, or a mapping with ttft and tbt') === undefined
  ) {
    return undefined;
  }
  const ttft = readTime(source.at('ttft'), reader);
  const tbt = readTime(source.at('tbt'), reader);
  return reader.making(source, () =>
    customLatencyProfile({ name: 'scenario', timeToFirstToken: ttft ?? 0, interTokenLatency: tbt ?? 0 }),
  );
}

/** Milliseconds, `300ms`, `1.5s`, or a distribution. */
function readTime(source: Source, reader: Reader): DistributionSpec | undefined {
  const { value } = source;
  if (value === undefined) return undefined;
  if (isMapping(value) && typeof value['distribution'] === 'string') return value as DistributionSpec;
  const [, digits, unit] =
    /^(\d+(?:\.\d+)?) *(ms|s)?$/.exec(
      typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '',
    ) ?? [];
  const milliseconds = Number(digits) * (unit === 's' ? 1000 : 1);
  if (milliseconds <= longestMs) return milliseconds;
  return reader.wrong(source, `a time such as 300ms or 1.5s, of at most an hour, or a distribution`);
}

const usageKeys = {
  input_tokens: 'inputTokens',
  cached_input_tokens: 'cachedInputTokens',
  output_tokens: 'outputTokens',
  reasoning_tokens: 'reasoningTokens',
} as const;

/** Reads `usage`: figures that replace those that are counted. */
export function readScriptedUsage(source: Source, reader: Reader): Partial<Usage> | undefined {
  if (source.value === undefined) return undefined;
  const keys = Object.keys(usageKeys) as (keyof typeof usageKeys)[];
  if (reader.mapping(source, keys, `a mapping with any of ${keys.join(', ')}`) === undefined)
    return undefined;
  const given = keys.flatMap((key) => {
    const count = reader.count(source.at(key), 0);
    return count === undefined ? [] : [[usageKeys[key], count] as const];
  });
  const usage: Partial<Usage> = Object.fromEntries(given);
  if ((usage.cachedInputTokens ?? 0) > (usage.inputTokens ?? Infinity)) {
    reader.error(source.at('cached_input_tokens'), 'cannot be more than input_tokens.');
  }
  if ((usage.reasoningTokens ?? 0) > (usage.outputTokens ?? Infinity)) {
    reader.error(source.at('reasoning_tokens'), 'cannot be more than output_tokens.');
  }
  return usage;
}
