import { createRunningCalls, type RunningCalls, type StateStore, type StatsState } from '@llmsim/core';
import { readProcessUse, type ProcessUse } from '../operations/process-use.js';
import type { LedgerEntry } from '../operations/request-ledger.js';
import { connectIpc, type IpcCaller, type IpcHandlers, type IpcPort } from './ipc.js';
import type { SharedOperations } from '../operations/operations-source.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import type { FaultDesk } from '../faults/fault-desk.js';
import { createRemoteFaultDesk } from '../faults/remote-fault-desk.js';
import { createRemoteTestDesk } from '../scenarios/remote-test-desk.js';
import type { TestDesk } from '../scenarios/test-desk.js';
import { createRemoteRateLimiter } from './remote-rate-limiter.js';
import { createRemoteRunningCalls, ownRunningCalls } from './remote-running-calls.js';
import type { JournalFiles } from './worker-journal.js';
import { createRemoteStateStore } from './remote-state-store.js';

/** What a worker has in common with the others; the primary keeps it. */
export interface WorkerLink {
  readonly primary: IpcCaller;
  readonly store: StateStore;
  /** Turns that run on their own, in whichever worker. */
  readonly running: RunningCalls;
  readonly rateLimiter: RateLimiter;
  readonly testDesk: TestDesk;
  readonly faultDesk: FaultDesk;
  /** The number of the next turn, counted over all workers. */
  nextTurnNumber(): Promise<number>;
  readonly operations: SharedOperations;
  /** Where this worker is to write down what happens; see `createBookkeeper`. */
  journalFiles(): Promise<JournalFiles>;
}

/**
 * Connects a worker with the primary that forked it.
 * @param handlers - what the primary may ask of this worker: `worker.books`, `worker.close`, …
 */
export function joinWorkers(port: IpcPort, handlers: IpcHandlers): WorkerLink {
  const own = createRunningCalls();
  const primary = connectIpc(port, {
    'worker.processUse': readProcessUse,
    ...handlers,
    ...ownRunningCalls(own),
  });
  return {
    primary,
    store: createRemoteStateStore(primary),
    running: createRemoteRunningCalls(own, primary),
    rateLimiter: createRemoteRateLimiter(primary),
    testDesk: createRemoteTestDesk(primary),
    faultDesk: createRemoteFaultDesk(primary),
    nextTurnNumber: async () => (await primary.call('turns.next')) as number,
    journalFiles: async () => (await primary.call('worker.journal')) as JournalFiles,
    operations: {
      stats: async () => (await primary.call('all.stats')) as StatsState,
      processUse: async () => (await primary.call('all.processUse')) as ProcessUse,
      mark: async (name) => {
        await primary.call('all.mark', name);
      },
      since: async (name) => ((await primary.call('all.since', name)) as StatsState | null) ?? undefined,
      requests: async (filter) => (await primary.call('all.requests', filter)) as LedgerEntry[],
    },
  };
}

/** What the primary answers about the numbers of turns. */
export function shareTurnNumbers(): IpcHandlers {
  let next = 0;
  return { 'turns.next': () => next++ };
}
