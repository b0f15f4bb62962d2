import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';
import { loadSettings, type SettingSources } from './load-settings.js';
import type { SettingPath } from './settings-table.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Loads with a file of the given text. */
async function load(text: string, sources: Partial<SettingSources> = {}) {
  const configFile = join(directory, 'llmsim.yaml');
  await writeFile(configFile, text);
  return loadSettings({ configFile, environment: {}, flags: {}, ...sources });
}

/** The lines of what is wrong, without the directory. */
async function mistakesOf(loading: Promise<unknown>): Promise<string[]> {
  try {
    await loading;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(
      ({ place, path, what }) => `${place.replace(`${directory}/`, '')} ${path} ${what}`,
    );
  }
  throw new Error('Nothing was wrong.');
}

describe('where settings come from', () => {
  const file = 'server: {port: 1}\n';
  const environment = { LLMSIM_PORT: '2' };
  const flags = { 'server.port': '3' };

  it.each([
    ['the default', { configFile: undefined }, 8080, 'default'],
    ['the file over the default', {}, 1, 'llmsim.yaml:1'],
    ['the environment over the file', { environment }, 2, 'LLMSIM_PORT'],
    ['the flag over the environment', { environment, flags }, 3, '--port'],
    ['the flag over the file', { flags }, 3, '--port'],
  ] as [string, Partial<SettingSources>, number, string][])(
    'takes %s',
    async (_name, sources, port, origin) => {
      const { settings, origins } = await load(file, sources);
      expect(settings['server.port']).toBe(port);
      expect(origins['server.port'].replace(`${directory}/`, '')).toBe(origin);
    },
  );

  it('reads the file that LLMSIM_CONFIG names, unless --config names another', async () => {
    const other = join(directory, 'other.yaml');
    await writeFile(other, 'seed: other\n');
    const named = { LLMSIM_CONFIG: other };
    const fromEnvironment = await loadSettings({ environment: named, flags: {} });
    expect(fromEnvironment).toMatchObject({ configFile: other, settings: { seed: 'other' } });
    expect((await load('seed: mine', { environment: named })).settings.seed).toBe('mine');
  });

  it('takes an empty variable, and one that Kubernetes sets, for none', async () => {
    const { settings } = await loadSettings({
      environment: {
        LLMSIM_HOST: ' ',
        LLMSIM_PORT: 'tcp://10.0.0.7:8080',
        LLMSIM_PORT_8080_TCP_ADDR: '10.0.0.7',
        LLMSIM_SERVICE_HOST: '10.0.0.7',
      },
      flags: {},
    });
    expect(settings).toMatchObject({ 'server.host': '127.0.0.1', 'server.port': 8080 });
  });

  it('reads structured variables as YAML', async () => {
    const { settings } = await loadSettings({
      environment: {
        LLMSIM_RESPONSE_TARGET_TOKENS: '{distribution: uniform, min: 5, max: 9}',
        LLMSIM_ERRORS_MODES: 'stall=0.5',
        LLMSIM_MODELS_AVAILABLE: 'gpt-5, gpt-4o',
      },
      flags: {},
    });
    expect(settings).toMatchObject({
      'response.target_tokens': { distribution: 'uniform', min: 5, max: 9 },
      'errors.modes': [{ mode: 'stall', rate: 0.5 }],
      'models.available': ['gpt-5', 'gpt-4o'],
    });
  });
});

describe('files', () => {
  it('may have custom figures of latency', async () => {
    const { settings } = await load(
      'latency: {ttft_mean_ms: 500, ttft_stddev_ms: 10, tbt_mean_ms: 25, tbt_stddev_ms: 1}',
    );
    expect(settings).toMatchObject({
      'latency.ttft_mean_ms': 500,
      'latency.ttft_stddev_ms': 10,
      'latency.tbt_mean_ms': 25,
      'latency.tbt_stddev_ms': 1,
    });
  });

  it.each(['', '# nothing\n', 'server:\nlatency: ~\nseed:\n', 'server: {port: ~}\n'])(
    'with nothing in them change nothing: %j',
    async (text) => {
      expect((await load(text)).settings).toEqual(
        (await loadSettings({ environment: {}, flags: {} })).settings,
      );
    },
  );

  it('are searched for every mistake, each with its place, path, what was found and what is accepted', async () => {
    const text = `server:
  port: "80a"
  hots: x
port: 90
latency: fast
response:
  generator: lorm
errors:
  timeout_rate: 1.5
  modes:
    - {mode: stal, rate: 0.1}
    - mode: stall
      rate: 0.1
      options: {afer: 3}
models:
  added: [{id: a, context_window: 0}]
`;
    expect(await mistakesOf(load(text))).toEqual([
      'llmsim.yaml:2:3 server.port found "80a"; accepted: a whole number from 0 to 65535.',
      'llmsim.yaml:3:3 server.hots there is no such setting. Did you mean server.host?',
      'llmsim.yaml:4:1 port there is no such setting. Did you mean server.port?',
      expect.stringMatching(
        /^llmsim\.yaml:5:1 latency found "fast"; accepted: a mapping with profile, ttft_mean_ms/,
      ),
      expect.stringMatching(
        /^llmsim\.yaml:7:3 response\.generator found "lorm"; accepted: .* Did you mean lorem\?$/,
      ),
      'llmsim.yaml:9:3 errors.timeout_rate found 1.5; accepted: a number from 0 to 1.',
      expect.stringMatching(
        /^llmsim\.yaml:11:8 errors\.modes\[0\]\.mode found "stal"; .* Did you mean stall\?$/,
      ),
      expect.stringMatching(/^llmsim\.yaml:14:17 errors\.modes\[1\]\.options\.afer Unknown option "afer"/),
      expect.stringMatching(
        /^llmsim\.yaml:16:19 models\.added\[0\]\.context_window found 0; accepted: a whole number/,
      ),
    ]);
  });

  it.each([
    ['- a\n', 'llmsim.yaml:1:1  found ["a"]; accepted: a mapping of settings'],
    ['lorem\n', 'llmsim.yaml:1:1  found "lorem"; accepted: a mapping of settings'],
    ['a: 1\na: 2\n', 'llmsim.yaml:2:1  this is not valid YAML: duplicated mapping key.'],
  ])('that are no mapping are refused: %j', async (text, mistake) => {
    expect(await mistakesOf(load(text))).toEqual([expect.stringContaining(mistake)]);
  });

  it('that are not there, or are no files, are refused', async () => {
    const missing = join(directory, 'missing.yaml');
    const sources = { environment: {}, flags: {} };
    expect(await mistakesOf(loadSettings({ ...sources, configFile: missing }))).toEqual([
      'missing.yaml  there is no such file; accepted: the path of a YAML or TOML file.',
    ]);
    const [mistake] = await mistakesOf(loadSettings({ ...sources, configFile: directory }));
    expect(mistake).toContain('this is a directory');
  });
});

it('reports the mistakes of all sources together', async () => {
  const mistakes = await mistakesOf(
    load('sed: 1', {
      environment: { LLMSIM_PORT: '80a', LLMSIM_STRCIT: 'true', LLMSIM_LATENCY_MODELS: '{a: [' },
      flags: { 'latency.profile': 'instnat', 'server.drain_timeout_ms': 'long' },
    }),
  );
  expect(mistakes).toEqual([
    'llmsim.yaml:1:1 sed there is no such setting. Did you mean seed?',
    'LLMSIM_PORT server.port found "80a"; accepted: a whole number from 0 to 65535.',
    expect.stringContaining('LLMSIM_LATENCY_MODELS latency.models found "{a: ["; accepted: a mapping'),
    'LLMSIM_STRCIT  there is no such setting. Did you mean LLMSIM_STRICT?',
    expect.stringContaining('--drain-timeout server.drain_timeout_ms found "long"; accepted: a duration'),
    expect.stringContaining('Did you mean instant?'),
  ]);
});

it('knows what a variable with the whole path was meant to be', async () => {
  expect(await mistakesOf(loadSettings({ environment: { LLMSIM_SERVER_PORT: '1' }, flags: {} }))).toEqual([
    'LLMSIM_SERVER_PORT  there is no such setting. Did you mean LLMSIM_PORT?',
  ]);
});

it('reports settings that contradict each other where the later one is from', async () => {
  const flags: Partial<Record<SettingPath, string>> = { 'errors.modes': 'stall=0.6,reset=0.6' };
  expect(await mistakesOf(loadSettings({ environment: {}, flags }))).toEqual([
    '--error errors.modes the rates of all errors add up to 1.2; accepted: at most 1.',
  ]);
});

it.each([
  ['auth: { api_keys: [{ a: sk-secret }] }\n'],
  ['auth: { api_keys: { sk-secret: 1 } }\n'],
  ['server: { operations_key: [sk-secret] }\n'],
  ['limits: { keys: { sk-secret: { requests_per_minut: 7 } } }\n'],
  ['limits: { keys: { sk-secret: 7 } }\n'],
])('does not show a key where something is wrong with it: %j', async (text) => {
  const mistakes = await mistakesOf(load(text));
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).not.toContain('sk-secret');
});
