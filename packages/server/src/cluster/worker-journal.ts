import { ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { JournalEntry } from '@llmsim/core';

/** The paths of the two files of a journal. They are written by turns, so that one is whole while the other is emptied. */
export type JournalFiles = readonly [string, string];

/** Where a worker writes down what happens, so that another process can read it if this one is killed. */
export interface JournalWriter {
  /** Takes down an entry; it is written with all others of this turn of the event loop, at the latest. */
  add(entry: JournalEntry): void;
  /** Writes the entries that were taken down. */
  write(): void;
  /** The number of the last entry. */
  readonly last: number;
  /** Everything up to an entry is known elsewhere and need not be kept. */
  forget(upTo: number): void;
}

/**
 * Writes a journal. What was written survives the process, even one that is killed: it is the system's by then. Entries
 * are written together, and in time: before a client can know of what they say.
 */
export function createJournalWriter(files: JournalFiles): JournalWriter {
  const descriptors = files.map((file) => openSync(file, 'a', 0o600)) as [number, number];
  /** The numbers of the last entries in the files. */
  const lasts = [0, 0] as [number, number];
  let current: 0 | 1 = 0;
  let last = 0;
  let waiting = '';

  const write = (): void => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    writeSync(descriptors[current], text);
    lasts[current] = last;
  };

  return {
    add(entry) {
      last += 1;
      if (waiting === '') setImmediate(write);
      waiting += `${last} ${JSON.stringify(entry)}\n`;
    },
    write,
    get last() {
      return last;
    },
    forget(upTo) {
      const other = current === 0 ? 1 : 0;
      if (lasts[other] > upTo) return;
      // Appended to, so that it is written from its beginning again.
      ftruncateSync(descriptors[other], 0);
      current = other;
    },
  };
}

/** The entries of a journal after one, in order. What was being written when its process was killed is not among them. */
export function readJournal(files: JournalFiles, after: number): readonly JournalEntry[] {
  const entries: [number, JournalEntry][] = [];
  for (const file of files) {
    for (const line of linesOf(file)) {
      const space = line.indexOf(' ');
      const number = Number(line.slice(0, space));
      if (number > after) entries.push([number, JSON.parse(line.slice(space + 1)) as JournalEntry]);
    }
  }
  return entries.sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

function linesOf(file: string): readonly string[] {
  try {
    // A line without an end was not written to its end.
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    // The process was gone before it opened its journal.
    return [];
  }
}

/** Removes the files of a journal that nobody writes any more. */
export function removeJournal(files: JournalFiles): void {
  for (const file of files) rmSync(file, { force: true });
}
