import { mergeStats, settleLost, type ModelPrices, type StatsState } from '@llmsim/core';
import { createRequestLedger, type LedgerEntry, type LedgerFilter } from '../operations/request-ledger.js';
import type { WorkerBooks } from './worker-books.js';
import { readJournal, type JournalFiles } from './worker-journal.js';

/** The books of all workers, in the process that outlives them. Nothing in them ever falls. */
export interface CollectedBooks {
  /** The last entry that is known of a worker; 0: none. */
  known(worker: number): number;
  /** Takes what a worker reports. */
  take(worker: number, books: WorkerBooks): void;
  /** Settles the books of a worker that is gone: what it had not reported is read in its journal. */
  settle(worker: number, journal: JournalFiles): void;
  stats(): StatsState;
  /** The newest first. */
  requests(filter: LedgerFilter): readonly LedgerEntry[];
}

/**
 * @param ledgerSize - how many requests that are over are remembered, 0 or more
 * @param priceOf - what the tokens of a model cost, asked when somebody reads
 */
export function collectBooks(
  ledgerSize: number,
  priceOf: (model: string) => ModelPrices | undefined,
): CollectedBooks {
  const latest = new Map<number, WorkerBooks>();
  const ledger = ledgerSize > 0 ? createRequestLedger(ledgerSize) : undefined;
  /** What workers had counted that are no more. */
  let retired: StatsState | undefined;

  return {
    known: (worker) => latest.get(worker)?.upTo ?? 0,
    take(worker, books) {
      const before = latest.get(worker);
      // An answer that was overtaken by a later one.
      if (before !== undefined && before.upTo > books.upTo) return;
      latest.set(worker, books);
      for (const { entry, request } of books.ended) {
        // Somebody else may have asked for it at the same time.
        if (entry > (before?.upTo ?? 0)) ledger?.add(request, request.atMs + books.wallOriginMs);
      }
    },
    settle(worker, files) {
      const books = latest.get(worker);
      latest.delete(worker);
      const last = books ?? { state: mergeStats([]), open: [], upTo: 0, wallOriginMs: undefined };
      const journal = readJournal(files, last.upTo);
      // Of a worker that never reported, nobody knows when its time began.
      const now = { wall: Date.now(), own: latestTime(journal) };
      const originMs = last.wallOriginMs ?? now.wall - now.own;
      const settled = settleLost({ state: last.state, open: last.open, journal }, (request) =>
        ledger?.add(request, request.atMs + originMs),
      );
      retired = retired === undefined ? settled : mergeStats([retired, settled]);
    },
    stats: () =>
      mergeStats([
        ...(retired === undefined ? [] : [retired]),
        ...Array.from(latest.values(), ({ state }) => state),
      ]),
    requests(filter) {
      const entries = [...(ledger?.entries({ ...filter, limit: undefined }, priceOf) ?? [])];
      return entries.sort((a, b) => (a.accepted_at < b.accepted_at ? 1 : -1)).slice(0, filter.limit);
    },
  };
}

/** The latest time that a journal speaks of, on the clock of its process. */
function latestTime(journal: ReturnType<typeof readJournal>): number {
  return journal.reduce(
    (latest, entry) => (entry[0] === 'start' ? Math.max(latest, entry[2].atMs) : latest),
    0,
  );
}
