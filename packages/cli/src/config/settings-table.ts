import { logFormats, logLevels } from '../log/log-options.js';
import { apiKeys } from './api-keys.js';
import { distribution } from './distribution-type.js';
import { failureList } from './failure-list-type.js';
import { generatorSpec } from './generator-type.js';
import {
  latencyFields,
  latencyOfModels,
  milliseconds,
  millisecondsDistribution,
  profileName,
} from './latency-types.js';
import { limitFields, limitsOfKeys, limitsOfModels, perMinute } from './limit-types.js';
import { addedModels, modelNames } from './model-types.js';
import { choice, share, text, textOrNumber, wholeNumber, yesOrNo } from './scalar-types.js';
import { serverSettings } from './server-settings.js';
import { speculative, tokensPerChunk } from './stream-types.js';
import { optionalSetting, setting, type Setting } from './setting.js';

/**
 * The standard deviation as a share of the mean, where only the mean is given: that of the profile gpt-5 (600 ± 150
 * and 40 ± 12 ms).
 */
export const spreadOfFigures = { ttft: 0.25, tbt: 0.3 };

/**
 * Every setting there is, with every default. The name of its environment variable follows from its path. Flags,
 * help, `config print` and the documentation read this table and nothing else.
 */
export const settingsTable = {
  ...serverSettings,

  'response.generator': setting(generatorSpec, 'lorem', {
    flag: '-g, --generator <name>',
    description: 'What is said.',
  }),
  'response.target_tokens': setting(distribution(wholeNumber(1, 1_000_000)), 100, {
    flag: '-t, --target-tokens <number>',
    description: 'How long replies are, for generators that can choose.',
  }),
  'response.tool_calls': setting(choice(['auto', 'never']), 'auto', {
    description: 'Whether tools are called where a request leaves the choice.',
  }),

  'response.vary': setting(choice(['auto', 'always', 'never']), 'auto', {
    description:
      'Whether the same request is answered otherwise each time: `auto` does it as a real model does, without a seed and above a temperature of 0.',
  }),

  'stream.tokens_per_chunk': setting(tokensPerChunk, 'profile', {
    description:
      'How many tokens a chunk of a stream has: `profile` as the profile of the model says, `recorded` as was counted in recordings of its service, or a number or distribution.',
  }),
  'stream.speculative': optionalSetting(speculative, {
    description:
      'Tokens come several at once, as with speculative decoding: the chance that the first guess is accepted, that the second is if the first was, and so on. It wins over `stream.tokens_per_chunk`.',
  }),

  'latency.profile': setting(profileName, 'auto', {
    flag: '-l, --latency <profile>',
    description: latencyFields.profile.description,
  }),
  'latency.ttft_mean_ms': optionalSetting(milliseconds, latencyFields.ttft_mean_ms),
  'latency.ttft_stddev_ms': optionalSetting(milliseconds, latencyFields.ttft_stddev_ms),
  'latency.tbt_mean_ms': optionalSetting(milliseconds, latencyFields.tbt_mean_ms),
  'latency.tbt_stddev_ms': optionalSetting(milliseconds, latencyFields.tbt_stddev_ms),
  'latency.ttft': optionalSetting(millisecondsDistribution, latencyFields.ttft),
  'latency.tbt': optionalSetting(millisecondsDistribution, latencyFields.tbt),
  'latency.prefill_ms_per_1000_tokens': optionalSetting(
    milliseconds,
    latencyFields.prefill_ms_per_1000_tokens,
  ),
  'latency.models': setting(
    latencyOfModels,
    {},
    {
      description: 'Latency of some models: names, in which each * stands for any text, with the keys above.',
    },
  ),

  'errors.rate_limit_rate': setting(share, 0, { description: 'The share of requests answered with 429.' }),
  'errors.server_error_rate': setting(share, 0, {
    description: 'The share of requests answered with 500 or 503, half of them each.',
  }),
  'errors.timeout_rate': setting(share, 0, {
    description: 'The share of requests answered with 504 after a wait.',
  }),
  'errors.timeout_after_ms': setting(milliseconds, 30_000, { description: 'The wait before the 504.' }),
  'errors.modes': setting(failureList, [], {
    flag: '-e, --error <mode=rate>',
    repeatable: true,
    description: 'Any failure modes, each with mode, rate and, if wanted, model and options.',
  }),

  'models.available': optionalSetting(modelNames, {
    description:
      'The models that are listed and known; by default all of the built-in table and the added ones.',
  }),
  'models.unknown': setting(choice(['accept', 'reject']), 'accept', {
    description: 'Whether requests for other models are answered, or refused with 404.',
  }),
  'models.added': setting(addedModels, [], {
    description: 'Models that are not built in, or are otherwise, with their own figures.',
  }),
  'models.reasoning': setting(choice(['auto', 'off']), 'auto', {
    flag: '--reasoning <mode>',
    description:
      'Whether models reason before they answer: `auto`: as the model and the request say, `off`: never, so that the first token is one of the answer.',
  }),
  'models.legacy_parameters': setting(choice(['refuse', 'accept']), 'refuse', {
    flag: '--legacy-parameters <mode>',
    description:
      'Whether reasoning models take what OpenAI refuses for them, such as `max_tokens` and `temperature`.',
  }),

  'limits.requests_per_minute': optionalSetting(perMinute, limitFields.requests_per_minute),
  'limits.tokens_per_minute': optionalSetting(perMinute, limitFields.tokens_per_minute),
  'limits.input_tokens_per_minute': optionalSetting(perMinute, limitFields.input_tokens_per_minute),
  'limits.output_tokens_per_minute': optionalSetting(perMinute, limitFields.output_tokens_per_minute),
  'limits.models': setting(
    limitsOfModels,
    {},
    {
      description: 'Other limits for some models: names, in which each * stands for any text.',
    },
  ),
  'limits.keys': setting(
    limitsOfKeys,
    {},
    {
      secret: 'keys',
      description: 'Other limits for some API keys; they win over those of models.',
    },
  ),

  'auth.api_keys': setting(apiKeys, [], {
    flag: '--api-key <key>',
    repeatable: true,
    secret: 'value',
    description: 'The API keys that are accepted; with none, any key and no key at all.',
  }),
  'auth.api_keys_file': optionalSetting(text('the path of a file with an API key on each line'), {
    flag: '--api-key-file <file>',
    description: 'A file with more API keys that are accepted, one a line; a reload reads it again.',
  }),

  seed: optionalSetting(textOrNumber('a number or a text'), {
    flag: '-s, --seed <seed>',
    description:
      'The same request gets the same reply in every run. Without a seed, each start draws its own.',
  }),
  strict: setting(yesOrNo, false, {
    flag: '--strict',
    description: 'Whether unknown models and parameters are refused, as the real services do.',
  }),

  'log.level': setting(choice(logLevels), 'info', {
    flag: '--log-level <level>',
    description: 'What is logged: `info` has what happens to the server, `debug` each request, too.',
  }),
  'log.format': setting(choice(logFormats), 'auto', {
    flag: '--log-format <format>',
    description:
      'How the log is written: for people (`pretty`), as one JSON object a line, or `auto`: `pretty` on a terminal.',
  }),
  'log.file': optionalSetting(text('the path of a file'), {
    flag: '--log-file <file>',
    description: 'Where the log is appended to; without it, standard error.',
  }),
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

/** The path of a setting in a file: `server.port`. */
export type SettingPath = keyof typeof settingsTable;

/** A value for each setting, by its path. */
export type Settings = {
  readonly [P in SettingPath]: (typeof settingsTable)[P] extends Setting<infer T> ? T : never;
};

/** The paths of all settings, in the order of the table. */
export const settingPaths = Object.keys(settingsTable) as readonly SettingPath[];

/** Whether there is such a setting. */
export function isSettingPath(path: string): path is SettingPath {
  return Object.hasOwn(settingsTable, path);
}

/** A row of the table. */
export function settingOf(path: SettingPath): Setting<unknown> {
  return settingsTable[path];
}

/** `LLMSIM_PORT` for `server.port`, `LLMSIM_LATENCY_PROFILE` for `latency.profile`. */
export function environmentName(path: SettingPath): string {
  return `LLMSIM_${path
    .replace(/^server\./, '')
    .replaceAll('.', '_')
    .toUpperCase()}`;
}

/** `--port` for `server.port`; the path itself for a setting without a flag. */
export function longFlag(path: SettingPath): string {
  return /--[a-z-]+/.exec(settingOf(path).flag ?? '')?.[0] ?? path;
}
