import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftSettings } from '../config/settings-draft.js';
import type { Settings } from '../config/settings-table.js';
import { openLog } from './open-log.js';

const defaults = draftSettings().finish().settings;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'llmsim-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Opens a log without a file; `lines` has what it wrote. */
function open(changes: Partial<Settings>, isTTY = false) {
  const lines: string[] = [];
  const log = openLog({ ...defaults, ...changes }, { isTTY, write: (line) => lines.push(line) });
  return { log, lines };
}

it.each([
  ['auto', true, /^\[\d\d:.*INFO.*: news/],
  ['auto', false, /^\{"level":"info",.*"message":"news"\}\n$/],
  ['pretty', false, /^\[\d\d:.*INFO.*: news/],
  ['json', true, /^\{"level":"info"/],
] as const)(
  'writes with format %s, on a terminal: %s, lines that match %s',
  async (format, isTTY, pattern) => {
    const { log, lines } = open({ 'log.format': format }, isTTY);
    log.info('news');
    await log.close();
    expect(lines).toEqual([expect.stringMatching(pattern)]);
  },
);

it('keeps the order of what is written before it is loaded and after', async () => {
  const { log, lines } = open({ 'log.format': 'json' });
  for (let entry = 0; entry < 5; entry += 1) log.info(String(entry));
  await log.close();
  expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
  ]);
});

it('goes to another place once it is reopened', async () => {
  const file = join(directory, 'a.log');
  const { log, lines } = open({});
  log.reopen({ ...defaults, 'log.file': file });
  log.info('news');
  await log.close();
  expect(readFileSync(file, 'utf8')).toContain('news');
  expect(lines).toEqual([]);
});

it('opens a file anew that was moved away', async () => {
  const [file, moved] = [join(directory, 'a.log'), join(directory, 'a.log.1')];
  const settings = { ...defaults, 'log.file': file };
  const log = openLog(settings, { write: () => undefined });
  renameSync(file, moved);
  log.reopen(settings);
  log.info('news');
  await log.close();
  expect(readFileSync(file, 'utf8')).toContain('news');
  expect(readFileSync(moved, 'utf8')).toBe('');
});

it('stays as it was if the new file cannot be opened', async () => {
  const { log, lines } = open({ 'log.format': 'json' });
  const nowhere = join(directory, 'missing', 'a.log');
  expect(() => log.reopen({ ...defaults, 'log.file': nowhere })).toThrow('cannot be written');
  log.info('still here');
  await log.close();
  expect(lines).toHaveLength(1);
});
