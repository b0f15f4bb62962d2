import cluster from 'node:cluster';
import { LlmsimError } from '@llmsim/core';
import {
  createBookkeeper,
  joinWorkers,
  startServer,
  type AppOptions,
  type Bookkeeper,
  type FaultList,
  type IpcPort,
  type JournalFiles,
  type ReloadReport,
  type RunningServer,
} from '@llmsim/server';
import { createMemory } from '../composition/compose.js';
import type { Settings } from '../config/settings-table.js';
import { openLog } from '../log/open-log.js';
import type { Runtime } from '../runtime.js';
import { connectionOptions, makeAppOptions } from './app-options.js';
import { createWarmUp } from './warm-up.js';

/** What a worker is to do, as its primary says. */
export interface Assignment {
  readonly settings: Settings;
  /** How many workers there are. */
  readonly workers: number;
}

/**
 * Serves as one of several processes, until the primary says that it is to end, or is gone.
 * @throws LlmsimError LLMSIM_WORKER in a process that no primary has started
 */
export async function serveAsWorker(runtime: Runtime): Promise<void> {
  if (!cluster.isWorker) {
    throw new LlmsimError('LLMSIM_WORKER', 'This is what `llmsim serve --workers 2` calls; call that.');
  }
  const ending = waitForPrimary(runtime);
  const link = joinWorkers(process as IpcPort, {
    'worker.books': (known: number) => books.read(server.own, known),
    'worker.reload': (changed: Assignment) => {
      const options = optionsFor(changed);
      log.reopen(changed.settings);
      server.reconfigure(options);
    },
    'worker.faults': (list: FaultList) => server.askFaults(list),
    'worker.close': ({ drainMs }: { drainMs: number }) => {
      void server.close(drainMs).then(ending.finish);
    },
  });
  const assignment = (await link.primary.call('worker.assignment')) as Assignment;
  const { settings, workers } = assignment;
  const log = openLog(settings, runtime.stderr);
  const memory = createMemory({ store: link.store, running: link.running });

  /** The primary reports it to the user, once for all workers. */
  const giveUp = async (error: unknown): Promise<never> => {
    await link.primary.call('worker.failed', error instanceof Error ? error.message : String(error));
    return process.exit(1);
  };
  const books = await openBooks(await link.journalFiles(), settings['server.requests_log']).catch(giveUp);
  const warmUp = createWarmUp();
  const reload = async () => (await link.primary.call('all.reload')) as ReloadReport;
  const optionsFor = ({ settings: given }: Assignment): AppOptions => {
    const options = makeAppOptions(given, {
      memory,
      log,
      url: () => server.url,
      reload,
      workerNumber: cluster.worker?.id,
    });
    return {
      ...options,
      notReady: () => warmUp.notReady(),
      rateLimiter: options.rateLimits && link.rateLimiter,
      shared: {
        ...link.operations,
        requests: settings['server.requests_log'] > 0 ? link.operations.requests : undefined,
      },
      faultDesk: link.faultDesk,
      nextTurnNumber: () => link.nextTurnNumber(),
      testDesk: link.testDesk,
      maxStreams: shareOf(given['server.max_streams'], workers),
      maxWebSockets: shareOf(given['server.max_websockets'], workers),
    };
  };
  const askedFaults = await link.faultDesk.list();
  const start = () =>
    startServer({
      ...optionsFor(assignment),
      askedFaults,
      // The ledger of all workers is kept where none of them can take it along.
      ledgerSize: 0,
      journal: books.journal,
      onRequestEnd(request) {
        log.request(request);
        books.ended(request);
      },
      ...connectionOptions(settings),
      maxConnections: shareOf(settings['server.max_connections'], workers),
    });
  const server: RunningServer = await start().catch(giveUp);
  await link.primary.call('worker.listening', server.url);
  // What was asked for since then reached only those that listened.
  server.askFaults(await link.faultDesk.list());
  warmUp.begin(() => link.primary.call('workers.warm'));

  await ending.reached;
  await log.close();
  // Nothing else keeps this process from ending.
  if (process.connected) process.disconnect();
}

/** Rejects where the journal cannot be written, as when another worker has failed and the primary ends already. */
async function openBooks(files: JournalFiles, ledgerSize: number): Promise<Bookkeeper> {
  return Promise.resolve().then(() => createBookkeeper(files, ledgerSize));
}

/** Signals, which a terminal sends to all processes, are not obeyed here: the primary decides when a worker ends. */
function waitForPrimary(runtime: Runtime): { reached: Promise<void>; finish: () => void } {
  let finish: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    runtime.onSignal(signal, () => undefined);
  }
  runtime.onParentGone(finish);
  return { reached, finish };
}

/** A share of a limit that holds for all workers together; at least 1. */
function shareOf(limit: number, workers: number): number {
  return Math.max(1, Math.ceil(limit / workers));
}
