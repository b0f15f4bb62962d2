import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LlmsimError } from '@llmsim/core';
import { loadSettings } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import type { Log } from '../log/log.js';
import { createReloader } from './reloader.js';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'llmsim-'));
  file = join(directory, 'llmsim.yaml');
});
afterEach(() => rm(directory, { recursive: true }));

/** A reloader that began with the given file. */
async function start(text: string, refuse?: (settings: Settings) => void) {
  await writeFile(file, text);
  const sources = { configFile: file, environment: {}, flags: {} };
  const logged: string[] = [];
  const applied: Settings[] = [];
  const log: Log = {
    error: (message) => logged.push(`error ${message}`),
    warn: (message) => logged.push(`warn ${message}`),
    info: (message) => logged.push(`info ${message}`),
    request: () => undefined,
  };
  const reloader = createReloader({
    loaded: await loadSettings(sources),
    sources,
    log,
    apply(settings) {
      refuse?.(settings);
      applied.push(settings);
    },
  });
  return { ...reloader, logged, applied };
}

it('applies what changed, keeps what needs a restart, and logs it', async () => {
  const { reload, settings, applied, logged } = await start('seed: 1\nserver: {port: 1}');
  await writeFile(file, 'seed: 2\nserver: {port: 2}');
  const message = `${file} was read again. Changed: seed. A restart is needed for server.port.`;
  expect(await reload()).toEqual({ ok: true, message });
  expect(settings()).toMatchObject({ seed: '2', 'server.port': 1 });
  expect(applied).toEqual([settings()]);
  expect(logged).toEqual([`info ${message}`]);
});

it('warns of scenarios that fit the same requests', async () => {
  const { reload, logged } = await start('seed: 1');
  const scenarios = join(directory, 'tied.yaml');
  const rule = (name: string, user: string) => ({ name, when: { user }, reply: name });
  await writeFile(scenarios, JSON.stringify({ scenarios: [rule('a', 'apples'), rule('b', 'grapes')] }));
  await writeFile(file, `scenarios: [${JSON.stringify(scenarios)}]`);
  expect(await reload()).toMatchObject({ ok: true });
  expect(logged.slice(1)).toEqual([expect.stringMatching(/^warn .*"b" is as specific as "a"/)]);
});

it('applies nothing of a file that is wrong, and warns', async () => {
  const { reload, settings, applied, logged } = await start('seed: 1');
  await writeFile(file, 'seed: 2\nsed: 3\n');
  expect(await reload()).toEqual({
    ok: false,
    message: `The settings stay as they were. ${file}:2:1: sed: there is no such setting. Did you mean seed?`,
  });
  expect(settings()).toMatchObject({ seed: '1' });
  expect(applied).toEqual([]);
  expect(logged).toEqual([expect.stringMatching(/^warn The settings stay/)]);
});

it('keeps the old settings if the new ones cannot be applied', async () => {
  const { reload, settings } = await start('seed: 1', () => {
    throw new LlmsimError('LLMSIM_LOG', 'The disk is full.');
  });
  await writeFile(file, 'seed: 2');
  expect(await reload()).toEqual({ ok: false, message: 'The settings stay as they were. The disk is full.' });
  expect(settings()).toMatchObject({ seed: '1' });
});

it('lets a defect through, and goes on after it', async () => {
  let isBroken = true;
  const { reload } = await start('seed: 1', () => {
    if (isBroken) throw new TypeError('a defect');
  });
  await expect(reload()).rejects.toThrow('a defect');
  isBroken = false;
  expect(await reload()).toMatchObject({ ok: true });
});

it('does overlapping reloads one after the other', async () => {
  const { reload, applied } = await start('seed: 1');
  await writeFile(file, 'seed: 2');
  const reports = await Promise.all([reload(), reload()]);
  expect(reports.map(({ message }) => message)).toEqual([
    `${file} was read again. Changed: seed.`,
    `${file} was read again. Nothing changed.`,
  ]);
  expect(applied).toHaveLength(2);
});

it('has nothing to read without a file', async () => {
  const sources = { environment: {}, flags: {} };
  const ignore = () => undefined;
  const log: Log = { error: ignore, warn: ignore, info: ignore, request: ignore };
  const { reload } = createReloader({ loaded: await loadSettings(sources), sources, log, apply: ignore });
  expect(await reload()).toMatchObject({ ok: false });
});
