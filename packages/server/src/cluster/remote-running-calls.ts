import type { OwnRunningCalls, RunningCalls } from '@llmsim/core';
import type { IpcCaller, IpcHandlers } from './ipc.js';

interface CancelCall {
  readonly id: string;
}

/** The calls that this worker runs, and those of the others, which the primary is asked to find. */
export function createRemoteRunningCalls(own: OwnRunningCalls, primary: IpcCaller): RunningCalls {
  return {
    add: (id, cancel) => own.add(id, cancel),
    cancel: (id) => own.cancel(id) || (primary.call('calls.cancel', { id }) as Promise<boolean>),
  };
}

/** What a worker answers about the calls that it runs. */
export function ownRunningCalls(own: OwnRunningCalls): IpcHandlers {
  return { 'worker.cancel': ({ id }: CancelCall) => own.cancel(id) };
}

/**
 * What the primary answers about the calls of all workers.
 * @param callAll - asks every worker
 */
export function shareRunningCalls(
  callAll: (method: string, params: unknown) => Promise<readonly unknown[]>,
): IpcHandlers {
  return {
    'calls.cancel': async ({ id }: CancelCall) => (await callAll('worker.cancel', { id })).includes(true),
  };
}
