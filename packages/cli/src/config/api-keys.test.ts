import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, type SettingSources } from './load-settings.js';
import { printSettings } from './print-settings.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
});
afterAll(() => rm(directory, { recursive: true }));

const load = (sources: Partial<SettingSources>) => loadSettings({ environment: {}, flags: {}, ...sources });

async function fileOf(content: string): Promise<string> {
  const file = join(directory, 'keys');
  await writeFile(file, content);
  return file;
}

describe('API keys', () => {
  it.each([
    ['an empty flag', { flags: { 'auth.api_keys': '' } }],
    ['a flag that is empty once', { flags: { 'auth.api_keys': 'sk-one,' } }],
    ['an empty variable', { environment: { LLMSIM_AUTH_API_KEYS: '' } }],
    ['a blank variable', { environment: { LLMSIM_AUTH_API_KEYS: ' ' } }],
    ['an empty key of operations', { environment: { LLMSIM_OPERATIONS_KEY: '' } }],
  ] as [string, Partial<SettingSources>][])(
    'are refused as %s, which would let everybody in',
    async (_, sources) => {
      await expect(load(sources)).rejects.toThrow(/empty/);
    },
  );

  it('may be in a file of their own, one a line, besides others', async () => {
    const file = await fileOf('# of the team\nsk-one\r\n\n  sk-two \nsk-three');
    const { settings } = await load({
      flags: { 'auth.api_keys': 'sk-zero,sk-one', 'auth.api_keys_file': file },
    });
    expect(settings['auth.api_keys']).toEqual(['sk-zero', 'sk-one', 'sk-two', 'sk-three']);
  });

  it.each([
    ['no key at all', '# nothing\n\n', /there is no API key in .*keys; accepted: one on each line/],
    ['no file', undefined, /nowhere: there is no such file; accepted: the path of a file with an API key/],
  ])('are refused from a file with %s', async (_, content, message) => {
    const file = content === undefined ? join(directory, 'nowhere') : await fileOf(content);
    await expect(load({ environment: { LLMSIM_AUTH_API_KEYS_FILE: file } })).rejects.toThrow(message);
  });
});

describe('printing settings', () => {
  const secrets = ['sk-flag-secret', 'sk-file-secret', 'ops-secret', 'sk-limited-secret'];

  it('hides every key unless asked to show them', async () => {
    const file = await fileOf('sk-file-secret');
    const loaded = await load({
      environment: {
        LLMSIM_OPERATIONS_KEY: 'ops-secret',
        LLMSIM_LIMITS_KEYS: '{sk-limited-secret: {requests_per_minute: 3}}',
      },
      flags: { 'auth.api_keys': 'sk-flag-secret', 'auth.api_keys_file': file },
    });
    const printed = printSettings(loaded);
    for (const secret of secrets) expect(printed).not.toContain(secret);
    expect(printed).toMatch(/api_keys: \["<hidden>", "<hidden>"\] +# --api-key$/m);
    expect(printed).toContain('keys: {"<hidden> 1": {requests_per_minute: 3}}');
    for (const secret of secrets) expect(printSettings(loaded, true)).toContain(secret);
  });
});
