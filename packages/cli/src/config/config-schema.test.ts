import { Ajv2020 } from 'ajv/dist/2020.js';
import { configSchema } from './config-schema.js';
import { readConfigDocument } from './read-config-file.js';
import { draftSettings } from './settings-draft.js';
import { settingPaths } from './settings-table.js';
import { parseYamlDocument } from './yaml-document.js';

const schema = configSchema();
const validate = new Ajv2020({ strict: false }).compile(schema);

function verdicts(text: string) {
  const document = parseYamlDocument(text, 'llmsim.yaml');
  const draft = draftSettings();
  readConfigDocument(document, draft);
  return { read: draft.mistakes.length === 0, schema: validate(document.value) };
}

/** What the schema says of a setting. */
function partOf(path: string): { readonly description?: unknown; readonly default?: unknown } {
  return path.split('.').reduce<object>((place, key) => {
    const { properties } = place as { properties: Readonly<Record<string, object>> };
    return properties[key] ?? {};
  }, schema);
}

describe('the JSON Schema of configuration files', () => {
  it('has every setting, with its description', () => {
    expect(settingPaths.filter((path) => typeof partOf(path).description !== 'string')).toEqual([]);
  });

  it('takes its own defaults', () => {
    for (const path of settingPaths) {
      const { default: value } = partOf(path);
      const file = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      if (value !== undefined) expect([path, validate(file), validate.errors]).toEqual([path, true, null]);
    }
  });

  it.each([
    'server: { port: 0, workers: auto, cors: off, body_limit: 32MiB, tenants: none }',
    'server: { workers: 4, cors: [https://app.example], body_limit: 1000, operations_cors: "*" }',
    'response: { generator: fixed:Hello, target_tokens: { distribution: uniform, min: 1, max: 20 } }',
    'response: { generator: { name: fixed, text: Hello }, target_tokens: 3 }',
    'response: { generator: random_word }',
    'stream: { tokens_per_chunk: recorded, speculative: { accept: [0.8, 0.5] } }',
    'latency: { profile: ttft=200;tbt=20, models: { "gpt-5*": { profile: fast, tokens_per_chunk: { text: 2, reasoning: 3, tool_arguments: 1 } } } }',
    'latency: { profile: gpt5 }',
    'errors: { rate_limit_rate: 0.1, modes: [{ mode: stall, rate: 0.01, options: { ms: 50 } }, { mode: reset, times: 2 }] }',
    'models: { available: [my], added: [{ id: my, prices: { input: 1, cached_input: 0, output: 2 }, reasoning_efforts: [] }] }',
    'limits: { requests_per_minute: 5, models: { "gpt*": { tokens_per_minute: 7 } }, keys: { sk-a: { input_tokens_per_minute: 1 } } }',
    '{ auth: { api_keys: [a] }, scenarios: [a.yaml], seed: 1, strict: true, log: { level: debug } }',
    'seed: text',
  ])('accepts what is accepted: %s', (text) => {
    expect(verdicts(text)).toEqual({ read: true, schema: true });
  });

  it.each([
    'server: { prot: 1 }',
    'sever: {}',
    'server: { port: "8080" }',
    'server: { port: 65536 }',
    'server: { workers: 0 }',
    'server: { cors: [example] }',
    'server: { body_limit: 5 litres }',
    'response: { generator: lorum }',
    'response: { generator: { text: a } }',
    'response: { target_tokens: { distribution: bell } }',
    'stream: { tokens_per_chunk: all }',
    'stream: { speculative: { accept: [] } }',
    'latency: { profile: swift }',
    'latency: { models: { a: { speed: 1 } } }',
    'errors: { rate_limit_rate: 1.5 }',
    'errors: { modes: [{ mode: stall }] }',
    'errors: { modes: [{ mode: explode, rate: 1 }] }',
    'models: { added: [{ owned_by: me }] }',
    'limits: { keys: { sk-a: { requests: 1 } } }',
    'seed: true',
    'strict: 1',
    'scenarios: a.yaml',
    'log: { level: loud }',
  ])('refuses what is refused: %s', (text) => {
    expect(verdicts(text)).toEqual({ read: false, schema: false });
  });
});
