import { createRunningCalls, type RunningCalls, type StateStore, type StatsState } from '@llmsim/core';
import type { LedgerEntry } from '../operations/request-ledger.js';
import { connectIpc, type IpcCaller, type IpcHandlers, type IpcPort } from './ipc.js';
import type { SharedOperations } from '../operations/operations-source.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import { createRemoteRateLimiter } from './remote-rate-limiter.js';
import { createRemoteRunningCalls, ownRunningCalls } from './remote-running-calls.js';
import { createRemoteStateStore } from './remote-state-store.js';

/** What a worker has in common with the others; the primary keeps it. */
export interface WorkerLink {
  readonly primary: IpcCaller;
  readonly store: StateStore;
  /** Turns that run on their own, in whichever worker. */
  readonly running: RunningCalls;
  readonly rateLimiter: RateLimiter;
  /** The number of the next turn, counted over all workers. */
  nextTurnNumber(): Promise<number>;
  readonly operations: SharedOperations;
}

/**
 * Connects a worker with the primary that forked it.
 * @param handlers - what the primary may ask of this worker: `worker.stats`, `worker.requests`, `worker.close`, …
 */
export function joinWorkers(port: IpcPort, handlers: IpcHandlers): WorkerLink {
  const own = createRunningCalls();
  const primary = connectIpc(port, { ...handlers, ...ownRunningCalls(own) });
  return {
    primary,
    store: createRemoteStateStore(primary),
    running: createRemoteRunningCalls(own, primary),
    rateLimiter: createRemoteRateLimiter(primary),
    nextTurnNumber: async () => (await primary.call('turns.next')) as number,
    operations: {
      stats: async () => (await primary.call('all.stats')) as StatsState,
      requests: async (filter) => (await primary.call('all.requests', filter)) as LedgerEntry[],
    },
  };
}

/** What the primary answers about the numbers of turns. */
export function shareTurnNumbers(): IpcHandlers {
  let next = 0;
  return { 'turns.next': () => next++ };
}
