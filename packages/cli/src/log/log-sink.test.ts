import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogFile } from './log-sink.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'llmsim-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('appends to what is there, in order, and has written all when it is closed', () => {
  const file = join(directory, 'llmsim.log');
  writeFileSync(file, 'before\n');
  const sink = openLogFile(file);
  for (let line = 0; line < 1000; line += 1) sink.write(`${line}\n`);
  sink.close();
  const written = readFileSync(file, 'utf8').split('\n');
  expect(written).toHaveLength(1002);
  expect(written.slice(0, 3)).toEqual(['before', '0', '1']);
});

it('says which file cannot be written', () => {
  const file = join(directory, 'missing', 'llmsim.log');
  expect(() => openLogFile(file)).toThrow(`The log cannot be written to ${file}: ENOENT`);
});
