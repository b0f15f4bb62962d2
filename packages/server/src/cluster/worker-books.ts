import type { FinishedRequest, OpenRequest, StatsState } from '@llmsim/core';
import type { Journal } from '../server-memory.js';
import { createJournalWriter, type JournalFiles } from './worker-journal.js';

/** A request that is over, and after which entry of the journal that was known. */
export interface EndedRequest {
  readonly entry: number;
  readonly request: FinishedRequest;
}

/** What a worker reports of its books: everything until an entry of its journal. Plain data. */
export interface WorkerBooks {
  readonly state: StatsState;
  readonly open: readonly OpenRequest[];
  /** The number of the last entry that is in it. */
  readonly upTo: number;
  /** Wall time less monotonic time of the worker, in milliseconds. */
  readonly wallOriginMs: number;
  /** The requests that ended after the entry that was asked from, in order; no more than a ledger holds. */
  readonly ended: readonly EndedRequest[];
}

/** What a server knows of itself that goes with its books. */
export interface BookSource {
  readonly stats: () => StatsState;
  readonly openRequests: () => readonly OpenRequest[];
  readonly wallOriginMs: () => number;
}

/** Keeps the books of a worker so that another process can settle them. */
export interface Bookkeeper {
  /** Takes down what happens to requests. */
  readonly journal: Journal;
  /** Takes down a request that is over. */
  readonly ended: (request: FinishedRequest) => void;
  /** @param known - the last entry that whoever asks knows already; 0: none */
  read(source: BookSource, known: number): WorkerBooks;
}

/** @param ledgerSize - how many requests that are over are listed at most */
export function createBookkeeper(files: JournalFiles, ledgerSize: number): Bookkeeper {
  const writer = createJournalWriter(files);
  let finished: EndedRequest[] = [];
  return {
    journal: { add: (entry) => writer.add(entry), write: () => writer.write() },
    ended(request) {
      finished.push({ entry: writer.last, request });
      // Twice as many, so that not every one has to move.
      if (finished.length > 2 * ledgerSize) finished = finished.slice(finished.length - ledgerSize);
    },
    read(source, known) {
      writer.forget(known);
      finished = finished.filter(({ entry }) => entry > known);
      const last = Math.max(0, finished.length - ledgerSize);
      return {
        state: source.stats(),
        open: source.openRequests(),
        upTo: writer.last,
        wallOriginMs: source.wallOriginMs(),
        ended: finished.slice(last),
      };
    },
  };
}
