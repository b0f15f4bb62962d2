import { logFormats, logLevels } from '../log/log-options.js';
import { apiKeys } from './api-keys.js';
import { textList } from './compound-types.js';
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
    description: 'What replies say.',
  }),
  'response.target_tokens': setting(distribution(wholeNumber(1, 1_000_000)), 100, {
    flag: '-t, --target-tokens <number>',
    description: 'How long replies are, for generators that can choose their length.',
  }),
  'response.tool_calls': setting(choice(['auto', 'never']), 'auto', {
    description: 'Whether to call tools where a request leaves the choice.',
  }),

  'response.vary': setting(choice(['auto', 'always', 'never']), 'auto', {
    description:
      'Whether the same request gets a different answer each time: `auto` does so as a real model would, without a seed and at a temperature above 0.',
  }),

  'stream.tokens_per_chunk': setting(tokensPerChunk, 'profile', {
    description:
      "How many tokens each chunk of a stream has: `profile` takes it from the model's latency profile, `recorded` from recordings of its service; or give a number or a distribution.",
  }),
  'stream.speculative': optionalSetting(speculative, {
    description:
      'Sends several tokens at once, as speculative decoding does: the chance that the first guess is accepted, that the second is if the first was, and so on. Overrides `stream.tokens_per_chunk`.',
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
      description:
        'Latency of particular models: model names, where each * stands for any text, with the keys above.',
    },
  ),

  'errors.rate_limit_rate': setting(share, 0, { description: 'The share of requests that get 429.' }),
  'errors.server_error_rate': setting(share, 0, {
    description: 'The share of requests that get 500 or 503, half of them each.',
  }),
  'errors.timeout_rate': setting(share, 0, {
    description: 'The share of requests that get 504 after a wait.',
  }),
  'errors.timeout_after_ms': setting(milliseconds, 30_000, { description: 'The wait before the 504.' }),
  'errors.modes': setting(failureList, [], {
    flag: '-e, --error <mode=rate>',
    repeatable: true,
    description: 'Any failure modes, each with a mode, a rate and, optionally, a model and options.',
  }),

  'models.available': optionalSetting(modelNames, {
    description: 'The models to serve; by default the built-in table and the added ones.',
  }),
  'models.unknown': setting(choice(['accept', 'reject']), 'accept', {
    description: 'Whether requests for other models are answered or get 404.',
  }),
  'models.added': setting(addedModels, [], {
    description: 'Models to add to the built-in table, or to replace in it.',
  }),
  'models.reasoning': setting(choice(['auto', 'off']), 'auto', {
    flag: '--reasoning <mode>',
    description:
      'Whether models reason before they answer: `auto` follows the model and the request, `off` makes every model answer at once.',
  }),
  'models.legacy_parameters': setting(choice(['refuse', 'accept']), 'refuse', {
    flag: '--legacy-parameters <mode>',
    description:
      'Whether reasoning models accept parameters that OpenAI refuses for them, such as `max_tokens` and `temperature`.',
  }),

  'limits.requests_per_minute': optionalSetting(perMinute, limitFields.requests_per_minute),
  'limits.tokens_per_minute': optionalSetting(perMinute, limitFields.tokens_per_minute),
  'limits.input_tokens_per_minute': optionalSetting(perMinute, limitFields.input_tokens_per_minute),
  'limits.output_tokens_per_minute': optionalSetting(perMinute, limitFields.output_tokens_per_minute),
  'limits.models': setting(
    limitsOfModels,
    {},
    {
      description: 'Limits of particular models: model names, where each * stands for any text.',
    },
  ),
  'limits.keys': setting(
    limitsOfKeys,
    {},
    {
      secret: 'keys',
      description: 'Limits of particular API keys; they override those of models.',
    },
  ),

  'auth.api_keys': setting(apiKeys, [], {
    flag: '--api-key <key>',
    repeatable: true,
    secret: 'value',
    description: 'The API keys to accept; without any, every request is accepted.',
  }),
  'auth.api_keys_file': optionalSetting(text('the path of a file with an API key on each line'), {
    flag: '--api-key-file <file>',
    description: 'A file with more API keys, one per line; a reload reads it again.',
  }),

  scenarios: setting(textList(text('the path of a file'), 'a list of scenario files'), [], {
    flag: '--scenarios <file>',
    repeatable: true,
    description:
      'Scenario files, which decide what the model says. A request that matches none of them is refused, unless a file says otherwise.',
  }),

  seed: optionalSetting(textOrNumber('a number or a text'), {
    flag: '-s, --seed <seed>',
    description:
      'Gives the same request the same reply in every run. Without a seed, each start draws its own.',
  }),
  strict: setting(yesOrNo, false, {
    flag: '--strict',
    description:
      'Whether to refuse unknown models and parameters, as the real services do, and schemas that llmsim cannot follow.',
  }),

  'log.level': setting(choice(logLevels), 'info', {
    flag: '--log-level <level>',
    description: 'What to log: `info` logs what happens to the server, `debug` each request as well.',
  }),
  'log.format': setting(choice(logFormats), 'auto', {
    flag: '--log-format <format>',
    description:
      'The format of the log: `pretty` for people, `json` for one object per line, or `auto`: `pretty` on a terminal, otherwise `json`.',
  }),
  'log.file': optionalSetting(text('the path of a file'), {
    flag: '--log-file <file>',
    description: 'The file to append the log to; by default the log goes to standard error.',
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
