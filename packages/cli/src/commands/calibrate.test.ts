import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureFormats } from '@llmsim/calibrate';
import { calibrateHelp, captureFormatSummaries } from '../calibrate-help.js';
import { chooseLatency } from '../composition/choose-latency.js';
import { loadSettings } from '../config/load-settings.js';
import { calibrateFiles, type CalibrateFlags } from './calibrate.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'llmsim-calibrate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

/** A table of requests whose first token comes after 100 ms and 30 for each 1,000 tokens, and each other after 10. */
function table(model: string, last = ''): string {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const first = 100 + 0.03 * (100 * row) + (row % 5);
    return `${model},${100 * row},${5 + (row % 7)},${first},${first + (4 + (row % 7)) * 10}`;
  });
  return ['model,input_tokens,output_tokens,time_to_first_token_ms,total_ms', ...rows, last].join('\n');
}

async function run(files: readonly string[], flags: CalibrateFlags = {}) {
  let [stdout, stderr] = ['', ''];
  const code = await calibrateFiles(files, flags, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

it('writes settings that serve takes, and that are as fast as the captures', async () => {
  writeFileSync(path('a.csv'), table('my-model'));
  writeFileSync(path('b.csv'), table('other: model'));
  const { stdout } = await run([path('a.csv'), path('b.csv')], {
    output: path('out.yaml'),
    html: path('out.html'),
  });
  expect(stdout).toContain('my-model: 40 requests');
  expect(readFileSync(path('out.html'), 'utf8')).toContain('<svg ');

  const { settings } = await loadSettings({ configFile: path('out.yaml'), flags: {}, environment: {} });
  for (const model of ['my-model', 'other: model']) {
    const profile = chooseLatency(settings)(model);
    expect(profile.interTokenLatency.constant).toBe(10);
    expect(profile.timeToFirstToken.mean).toBeCloseTo(102, 0);
    expect(Math.abs(profile.prefillMsPerThousandTokens - 30)).toBeLessThan(1);
    expect(profile.tokensPerChunk?.text.constant).toBe(1);
  }
});

it('prints the settings alone on standard output, and the report beside them', async () => {
  writeFileSync(path('a.csv'), table('m'));
  const { stdout, stderr } = await run([path('a.csv')], { model: 'gpt-*', against: 'ttft=100;tbt=10' });
  expect(stdout).toMatch(/^# Latency as captured in\n/);
  expect(stdout).toContain('latency:\n  models:\n    "gpt-*":\n      ttft: ');
  expect(stderr).toContain('How far ttft=100;tbt=10 is from all of them');
});

it('prints the report as JSON', async () => {
  writeFileSync(path('a.csv'), table('m'));
  const { stdout, stderr } = await run([path('a.csv')], { json: true });
  expect(JSON.parse(stdout)).toMatchObject({ models: [{ model: 'm', n: 40 }] });
  expect(stderr).toBe('');
});

it.each([
  [
    'a negative time',
    table('m', 'm,1,2,-3,4'),
    ':42: time_to_first_token_ms: a time may not be negative, found -3.',
  ],
  ['half a line', table('m', 'm,1'), ':42: expected 5 cells, found 2.'],
  ['a file of something else', 'hello', ':1: this is no capture that llmsim knows: '],
  [
    'too few requests',
    table('m').split('\n').slice(0, 9).join('\n'),
    'There are too few requests to calibrate from.',
  ],
])('writes nothing where there is %s', async (_name, text, message) => {
  writeFileSync(path('a.csv'), text);
  const flags = { output: path('out.yaml'), html: path('out.html') };
  await expect(run([path('a.csv')], flags)).rejects.toThrow(message);
  expect([existsSync(flags.output), existsSync(flags.html)]).toEqual([false, false]);
});

it('says which file there is not, and which cannot be written', async () => {
  await expect(run([path('none.csv')])).rejects.toThrow(`${path('none.csv')}: there is no such file`);
  writeFileSync(path('a.csv'), table('m'));
  await expect(run([path('a.csv')], { output: join(folder, 'no/such/out.yaml') })).rejects.toThrow(
    'out.yaml cannot be written: ENOENT',
  );
  await expect(run([path('a.csv')], { against: 'gpt-99' })).rejects.toThrow('"gpt-99"');
});

it('lists in its help the formats that there are', () => {
  expect(captureFormatSummaries).toMatchObject(
    Object.fromEntries(
      captureFormats.filter(({ name }) => name !== 'csv').map(({ name, summary }) => [name, summary]),
    ),
  );
  expect(Object.keys(captureFormatSummaries)).toEqual(captureFormats.map(({ name }) => name));
  const columns =
    captureFormats
      .find(({ name }) => name === 'csv')
      ?.summary.split(': ')[1]
      ?.split(', ') ?? [];
  expect(columns).toHaveLength(9);
  for (const column of columns) expect(calibrateHelp).toContain(column);
});
