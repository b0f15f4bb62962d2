import { mkdtempSync, rmSync, appendFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '@llmsim/core';
import { createJournalWriter, readJournal, removeJournal, type JournalFiles } from './worker-journal.js';

let directory: string;
let files: JournalFiles;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'llmsim-'));
  files = [join(directory, 'a'), join(directory, 'b')];
});
afterEach(() => rmSync(directory, { recursive: true }));

const entry = (number: number): JournalEntry => [
  'start',
  number,
  { endpoint: 'completions', model: 'a', streaming: false, atMs: number },
];
/** The end of this turn of the event loop, when a journal is written. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function addAll(writer: ReturnType<typeof createJournalWriter>, from: number, to: number) {
  for (let number = from; number <= to; number += 1) {
    writer.add(entry(number));
    if (number % 3 === 0) await turn();
  }
  await turn();
}

const numbersAfter = (after: number) => readJournal(files, after).map(([, number]) => number);

it('can be read by somebody else, from any entry on', async () => {
  await addAll(createJournalWriter(files), 1, 10);
  expect(numbersAfter(0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(numbersAfter(7)).toEqual([8, 9, 10]);
});

it('has what is not known elsewhere, whatever was forgotten, and does not grow for ever', async () => {
  const writer = createJournalWriter(files);
  let known = 0;
  for (let round = 0; round < 200; round += 1) {
    await addAll(writer, round * 10 + 1, round * 10 + 10);
    expect(numbersAfter(known)).toEqual(
      Array.from({ length: writer.last - known }, (_, index) => known + index + 1),
    );
    writer.forget(known);
    known = writer.last - (round % 4);
  }
  expect(files.reduce((bytes, file) => bytes + statSync(file).size, 0)).toBeLessThan(20_000);
});

it('passes over what was being written when its process was killed', async () => {
  await addAll(createJournalWriter(files), 1, 2);
  appendFileSync(files[0], '3 ["start",3,{"endp');
  expect(numbersAfter(0)).toEqual([1, 2]);
});

it('is empty where its process was killed before it wrote, or was removed', async () => {
  expect(numbersAfter(0)).toEqual([]);
  await addAll(createJournalWriter(files), 1, 2);
  removeJournal(files);
  expect(numbersAfter(0)).toEqual([]);
});
