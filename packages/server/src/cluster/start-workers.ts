import cluster, { type Worker } from 'node:cluster';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelPrices, StatsState } from '@llmsim/core';
import { addProcessUse, readProcessUse, type ProcessUse } from '../operations/process-use.js';
import type { LedgerFilter } from '../operations/request-ledger.js';
import { createStatsMarks } from '../operations/stats-marks.js';
import { closeOrphans } from './close-orphans.js';
import { collectBooks } from './collect-books.js';
import { connectIpc, type IpcCaller, type IpcHandlers } from './ipc.js';
import type { WorkerBooks } from './worker-books.js';
import { removeJournal, type JournalFiles } from './worker-journal.js';

/** How many processes serve, and what they share. */
export interface WorkersOptions {
  readonly count: number;
  /** What workers may ask of this process beyond statistics: the store, the limits, sequences. */
  readonly shared: IpcHandlers;
  /** How many requests that are over are remembered; 0: none. */
  readonly ledgerSize: number;
  /** What the tokens of a model cost. */
  readonly priceOf: (model: string) => ModelPrices | undefined;
  /** A worker ended by itself and was replaced. */
  onReplaced(processId: number | undefined, reason: string): void;
}

/** Several processes that are one server. */
export interface RunningWorkers {
  /** Resolves once every worker listens, to what the first one reports of itself. */
  readonly ready: Promise<unknown>;
  /** Asks every worker, in turn. */
  callAll(method: string, params?: unknown): Promise<readonly unknown[]>;
  /** Asks every worker to finish its open requests within so many milliseconds, and waits until all are gone. */
  close(drainMs: number): Promise<void>;
}

/** How long a worker may take to answer: less than a worker waits that asked for the answers of all. Milliseconds. */
const answerWithinMs = 2000;

/** How often each worker reports its books. What happens in between is in its journal. Milliseconds. */
const fetchIntervalMs = 500;

/**
 * Serves with several processes on one port. This process, the primary, serves nothing itself: it keeps what must
 * be one, adds up what the workers count, and replaces a worker that dies.
 */
export function startWorkers(options: WorkersOptions): RunningWorkers {
  const callers = new Map<Worker, IpcCaller>();
  const books = collectBooks(options.ledgerSize, options.priceOf);
  const marks = createStatsMarks();
  const directory = mkdtempSync(join(tmpdir(), 'llmsim-workers-'));
  let isClosing = false;
  let listening = 0;
  let announceReady: (value: unknown) => void = () => undefined;
  let announceFailure: (error: Error) => void = () => undefined;
  const ready = new Promise<unknown>((resolve, reject) => {
    announceReady = resolve;
    announceFailure = reject;
  });

  let isFetching = false;

  async function fetchRegularly(): Promise<void> {
    if (isFetching) return;
    isFetching = true;
    await fetchBooks();
    isFetching = false;
  }

  async function fetchBooks(): Promise<void> {
    await Promise.allSettled(
      [...callers].map(async ([worker, caller]) => {
        const latest = (await caller.call('worker.books', books.known(worker.id))) as WorkerBooks;
        // It may have died meanwhile, and then its books are settled.
        if (callers.has(worker)) books.take(worker.id, latest);
      }),
    );
  }

  async function fetchStats(): Promise<StatsState> {
    await fetchBooks();
    return books.stats();
  }

  async function fetchProcessUse(): Promise<ProcessUse> {
    const answers = await Promise.allSettled(
      [...callers.values()].map((caller) => caller.call('worker.processUse')),
    );
    const ofWorkers = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value as ProcessUse] : [],
    );
    return addProcessUse([await readProcessUse(), ...ofWorkers]);
  }

  const handlers: IpcHandlers = {
    ...options.shared,
    'all.stats': fetchStats,
    'all.processUse': fetchProcessUse,
    'all.requests': async (filter: LedgerFilter) => {
      await fetchBooks();
      return books.requests(filter);
    },
    'all.mark': async (name: string) => marks.set(name, await fetchStats()),
    'all.since': async (name: string) => marks.since(name, await fetchStats()),
  };

  function fork(): void {
    const worker = cluster.fork();
    closeOrphans(worker);
    const journal: JournalFiles = [join(directory, `${worker.id}-a`), join(directory, `${worker.id}-b`)];
    const port = {
      // A worker that is going away takes no messages any more.
      send: (message: unknown) => worker.isConnected() && worker.send(message as object),
      on: (_event: 'message', listener: (message: unknown) => void) => worker.on('message', listener),
    };
    const caller = connectIpc(
      port,
      {
        ...handlers,
        'worker.journal': () => journal,
        'worker.listening': (address: unknown) => {
          // Before it listens it has nothing to report, and may not take messages yet.
          callers.set(worker, caller);
          listening += 1;
          if (listening === options.count) announceReady(address);
        },
        'worker.failed': (message: string) => announceFailure(new Error(message)),
      },
      answerWithinMs,
    );
    worker.on('exit', (code) => {
      callers.delete(worker);
      books.settle(worker.id, journal);
      removeJournal(journal);
      if (isClosing) return;
      if (listening < options.count) {
        announceFailure(new Error('A worker ended before it could listen.'));
        return;
      }
      options.onReplaced(worker.process.pid, worker.process.signalCode ?? `exit code ${code}`);
      fork();
    });
  }

  for (let index = 0; index < options.count; index += 1) fork();
  const timer = setInterval(() => void fetchRegularly(), fetchIntervalMs);
  timer.unref();

  return {
    ready,
    callAll: (method, params) =>
      Promise.all([...callers.values()].map((caller) => caller.call(method, params))),
    async close(drainMs) {
      isClosing = true;
      clearInterval(timer);
      const gone = [...callers.keys()].map(
        (worker) => new Promise<void>((resolve) => void worker.once('exit', () => resolve())),
      );
      await Promise.allSettled(
        [...callers.values()].map((caller) => caller.call('worker.close', { drainMs })),
      );
      // Those that did not come as far as to serve have nothing to finish.
      for (const worker of Object.values(cluster.workers ?? {}))
        if (worker && !callers.has(worker)) worker.kill();
      await Promise.all(gone);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
