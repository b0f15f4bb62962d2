import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './load-settings.js';
import { printSettings } from './print-settings.js';

it('prints a file that has the same effect, with the origin of each setting', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
  try {
    const given = await loadSettings({
      environment: {
        LLMSIM_SEED: '42',
        LLMSIM_LATENCY_MODELS:
          '{"gpt-5*": {profile: fast}, o3: {ttft: {distribution: uniform, min: 1, max: 2}}}',
      },
      flags: {
        'server.port': '9000',
        'response.generator': 'fixed:Hello: "you"',
        'errors.modes': 'stall=0.1',
      },
    });
    const printed = printSettings(given);
    expect(printed).toMatch(/^ {2}port: 9000 +# --port$/m);
    expect(printed).toMatch(/^seed: "42" +# LLMSIM_SEED$/m);
    expect(printed).toMatch(/^ {2}host: "127\.0\.0\.1" +# default$/m);

    const file = join(directory, 'printed.yaml');
    await writeFile(file, printed);
    expect((await loadSettings({ configFile: file, environment: {}, flags: {} })).settings).toEqual(
      given.settings,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});
