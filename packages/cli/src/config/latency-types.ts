import { isLlmsimError, latencyProfileNames, readLatency } from '@llmsim/core';
import { mappingTo, record, type FieldValues } from './compound-types.js';
import { distribution } from './distribution-type.js';
import { earlierProfiles } from './earlier-names.js';
import { numberFrom, scalarType } from './scalar-types.js';
import type { SettingType } from './setting-type.js';
import { chunkSizes } from './stream-types.js';

/** The profile that goes with each model's name. */
export const profileOfModel = 'auto';

const names = [profileOfModel, ...latencyProfileNames];

/**
 * The name of a latency profile, `auto`, or times such as `ttft=200;tbt=20`. Names of the Rust llmsim are read as
 * ours.
 */
export const profileName: SettingType<string> = scalarType({
  accepts: 'auto, ttft=200;tbt=20 in milliseconds, or a profile, which llmsim profiles lists',
  schema: {
    anyOf: [
      { enum: names },
      { type: 'string', pattern: '=' },
      { enum: [...earlierProfiles.keys()], deprecated: true },
    ],
  },
  ofValue(value) {
    if (typeof value !== 'string') return undefined;
    const name = value.trim().toLowerCase();
    if (name.includes('=')) return isReadable(name) ? name : undefined;
    return names.find((known) => known === (earlierProfiles.get(name) ?? name));
  },
  words: names,
});

function isReadable(text: string): boolean {
  try {
    readLatency(text);
    return true;
  } catch (error) {
    if (!isLlmsimError(error)) throw error;
    return false;
  }
}

/** A day: as much as core takes of any duration. */
export const longestMs = 86_400_000;

/** A duration. */
export const milliseconds = numberFrom(0, longestMs);

/** A time as a distribution. */
export const millisecondsDistribution = distribution(milliseconds);

const figure = { type: milliseconds, required: false } as const;
const times = { type: millisecondsDistribution, required: false } as const;

/** How fast a model is: the keys below `latency`. */
export const latencyFields = {
  profile: {
    type: profileName,
    required: false,
    description: "How fast replies are; `auto` picks the profile for the model's name.",
  },
  ttft_mean_ms: {
    ...figure,
    description: 'Mean time to first token, normally distributed.',
  },
  ttft_stddev_ms: { ...figure, description: 'Standard deviation of the time to first token.' },
  tbt_mean_ms: { ...figure, description: 'Mean time between tokens, normally distributed.' },
  tbt_stddev_ms: { ...figure, description: 'Standard deviation of the time between tokens.' },
  ttft: { ...times, description: 'The time to first token, as a distribution.' },
  tbt: { ...times, description: 'The time between tokens, as a distribution.' },
  prefill_ms_per_1000_tokens: {
    ...figure,
    description: 'Added to the time to first token for each 1,000 input tokens that were not cached.',
  },
} as const;

/** The keys below each model of `latency.models`. */
const modelFields = {
  ...latencyFields,
  tokens_per_chunk: {
    type: chunkSizes,
    required: false,
    description: 'How many tokens a chunk of a stream has, where `stream.tokens_per_chunk` is `profile`.',
  },
} as const;

/** How fast a model is, as far as it was said. */
export type LatencySpec = FieldValues<typeof modelFields>;

const fields = record(modelFields);

const latencySpec: SettingType<LatencySpec> = {
  accepts: fields.accepts,
  schema: fields.schema,
  read(value, report) {
    const spec = fields.read(value, report);
    if (spec === undefined) return undefined;
    let complete = true;
    for (const time of ['ttft', 'tbt'] as const) {
      const figure = ([`${time}_mean_ms`, `${time}_stddev_ms`] as const).find(
        (key) => spec[key] !== undefined,
      );
      if (spec[time] === undefined || figure === undefined) continue;
      complete = false;
      report([figure], `${time} is given, too, and says the same; leave one of them out.`);
    }
    return complete ? spec : undefined;
  },
};

/** How fast some models are. Keys are names of models; each `*` stands for any text. */
export const latencyOfModels: SettingType<Readonly<Record<string, LatencySpec>>> = mappingTo(
  latencySpec,
  'a mapping such as {"gpt-5*": {profile: fast}}',
);
