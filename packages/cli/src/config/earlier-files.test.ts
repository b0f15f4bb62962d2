import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigError } from './config-error.js';
import { loadSettings } from './load-settings.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-earlier-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function load(name: string, text: string) {
  const configFile = join(directory, name);
  await writeFile(configFile, text);
  return (await loadSettings({ configFile, environment: {}, flags: {} })).settings;
}

const toml = `# every section and every setting that the Rust llmsim has, but scripts
[server]
port = 9000
host = "0.0.0.0"
max_websocket_connections = 50

[latency]
profile = "gpt5"
ttft_mean_ms = 500
ttft_stddev_ms = 10
tbt_mean_ms = 25
tbt_stddev_ms = 1

[response]
generator = "echo"
target_tokens = 50

[errors]
rate_limit_rate = 0.02
server_error_rate = 0.003
timeout_rate = 0.0
timeout_after_ms = 20_000

[models]
available = [
  "gpt-5",
  "gpt-4o",
  "claude-opus",
]
`;

const yaml = `
server: { port: 9000, host: "0.0.0.0", max_websocket_connections: 50 }
latency:
  profile: gpt5
  ttft_mean_ms: 500
  ttft_stddev_ms: 10
  tbt_mean_ms: 25
  tbt_stddev_ms: 1
response:
  generator: "echo"
  target_tokens: 50
errors:
  rate_limit_rate: 0.02
  server_error_rate: 0.003
  timeout_rate: 0.0
  timeout_after_ms: 20000
models:
  available:
    - "gpt-5"
    - "gpt-4o"
    - "claude-opus"
`;

it.each([
  ['llmsim.toml', toml],
  ['llmsim.yaml', yaml],
])('files of the Rust llmsim are read unchanged: %s', async (name, text) => {
  expect(await load(name, text)).toMatchObject({
    'server.port': 9000,
    'server.host': '0.0.0.0',
    'server.max_websockets': 50,
    'latency.profile': 'gpt-5',
    'latency.ttft_mean_ms': 500,
    'latency.ttft_stddev_ms': 10,
    'latency.tbt_mean_ms': 25,
    'latency.tbt_stddev_ms': 1,
    'response.generator': 'echo',
    'response.target_tokens': 50,
    'errors.rate_limit_rate': 0.02,
    'errors.server_error_rate': 0.003,
    'errors.timeout_rate': 0,
    'errors.timeout_after_ms': 20_000,
    'models.available': ['gpt-5', 'gpt-4o', 'claude-opus'],
  });
});

it('mistakes in TOML have their place, path, what was found and what is accepted', async () => {
  const text = `[server]
prot = 1
max_websockets = 3
max_websocket_connections = 3
[response]
script_path = "script.json"
[[errors.modes]]
mode = "stall"
rate = 2
`;
  const refused: unknown = await load('wrong.toml', text).catch((error: unknown) => error);
  const { mistakes } = refused as ConfigError;
  expect(mistakes.map(({ place, path }) => [place.replace(/^.*:(\d+:\d+)$/, '$1'), path])).toEqual([
    ['2:1', 'server.prot'],
    ['4:1', 'server.max_websocket_connections'],
    ['6:1', 'response.script_path'],
    ['9:1', 'errors.modes[0].rate'],
  ]);
  expect(mistakes[1]?.what).toBe(
    'server.max_websockets is given, too, and says the same; leave one of them out.',
  );
  expect(mistakes[2]?.what).toContain('scenario convert');
});
