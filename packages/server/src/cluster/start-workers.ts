import cluster, { type Worker } from 'node:cluster';
import { createLatencyHistogram, mergeStats, type StatsState } from '@llmsim/core';
import type { LedgerEntry, LedgerFilter } from '../operations/request-ledger.js';
import { connectIpc, type IpcCaller, type IpcHandlers } from './ipc.js';

/** How many processes serve, and what they share. */
export interface WorkersOptions {
  readonly count: number;
  /** What workers may ask of this process beyond statistics: the store, the limits, sequences. */
  readonly shared: IpcHandlers;
  /** A worker ended without being told to and was replaced. */
  onReplaced(processId: number | undefined, reason: string): void;
}

/** Several processes that are one server. */
export interface RunningWorkers {
  /** Resolves once every worker listens, to what the first one tells of itself. */
  readonly ready: Promise<unknown>;
  /** Asks every worker, in turn. */
  callAll(method: string, params?: unknown): Promise<readonly unknown[]>;
  /** Tells every worker to finish its open requests within so many milliseconds, and waits until all are gone. */
  close(drainMs: number): Promise<void>;
}

/** How long a worker may take to answer: less than a worker waits that asked for the answers of all. Milliseconds. */
const answerWithinMs = 2000;

/** How often the statistics of each worker are fetched, so that little is lost when one dies. Milliseconds. */
const fetchIntervalMs = 1000;

/**
 * Serves with several processes on one port. This process, the primary, serves nothing itself: it keeps what must
 * be one, adds up what the workers count, and replaces a worker that dies.
 */
export function startWorkers(options: WorkersOptions): RunningWorkers {
  const callers = new Map<Worker, IpcCaller>();
  const lastStates = new Map<Worker, StatsState>();
  /** What workers had counted that are no more. */
  let retired: StatsState[] = [];
  let isClosing = false;
  let listening = 0;
  let announceReady: (value: unknown) => void = () => undefined;
  let announceFailure: (error: Error) => void = () => undefined;
  const ready = new Promise<unknown>((resolve, reject) => {
    announceReady = resolve;
    announceFailure = reject;
  });

  async function fetchStats(): Promise<StatsState> {
    await Promise.allSettled(
      [...callers].map(async ([worker, caller]) => {
        lastStates.set(worker, (await caller.call('worker.stats')) as StatsState);
      }),
    );
    return mergeStats([...retired, ...lastStates.values()]);
  }

  async function fetchEntries(filter: LedgerFilter): Promise<readonly LedgerEntry[]> {
    const answers = await Promise.allSettled(
      [...callers.values()].map((caller) => caller.call('worker.requests', filter)),
    );
    return answers
      .flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value as LedgerEntry[]) : []))
      .sort((a, b) => (a.accepted_at < b.accepted_at ? 1 : -1))
      .slice(0, filter.limit);
  }

  const handlers: IpcHandlers = {
    ...options.shared,
    'all.stats': fetchStats,
    'all.requests': fetchEntries,
  };

  function fork(): void {
    const worker = cluster.fork();
    const port = {
      // A worker that is going away cannot be told anything any more.
      send: (message: unknown) => worker.isConnected() && worker.send(message as object),
      on: (_event: 'message', listener: (message: unknown) => void) => worker.on('message', listener),
    };
    const caller = connectIpc(
      port,
      {
        ...handlers,
        'worker.listening': (address: unknown) => {
          // Before it listens it has nothing to tell, and may not hear yet.
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
      const last = lastStates.get(worker);
      lastStates.delete(worker);
      if (last !== undefined) retired = [withoutPresent(mergeStats([...retired, last]))];
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
  const timer = setInterval(() => void fetchStats(), fetchIntervalMs);
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
    },
  };
}

/** What remains true of a process that died: its totals, but nothing that is active, recent or late. */
function withoutPresent(state: StatsState): StatsState {
  const idle = (groups: StatsState['models']) =>
    Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, { ...group, active: 0 }]));
  return {
    ...state,
    active: 0,
    sockets: { ...state.sockets, open: 0 },
    recentRequests: 0,
    recentTokens: 0,
    endpoints: idle(state.endpoints),
    models: idle(state.models),
    scheduler: { ...state.scheduler, verdict: 'ok', lateMs: createLatencyHistogram().exportState() },
  };
}
