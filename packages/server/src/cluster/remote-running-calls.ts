import type { OwnRunningCalls, RunningCalls } from '@llmsim/core';
import type { IpcCaller, IpcHandlers } from './ipc.js';

interface CallId {
  readonly id: string;
}

interface CallPart extends CallId {
  readonly from: number;
}

/** What a worker answers about what a call has said: not running here is `null`. */
interface Said {
  readonly pieces: readonly string[];
  /** Nothing follows. Without it, no pieces mean that there are none yet. */
  readonly isOver: boolean;
}

/** The calls that this worker runs, and those of the others, which the primary is asked to find. */
export function createRemoteRunningCalls(own: OwnRunningCalls, primary: IpcCaller): RunningCalls {
  return {
    add: (id, call) => own.add(id, call),
    cancel: (id) =>
      own.has(id) ? own.cancel(id) : (primary.call('calls.cancel', { id }) as Promise<boolean>),
    state: (id) =>
      own.state(id) ??
      primary.call('calls.state', { id }).then((state) => (state ?? undefined) as string | undefined),
    async said(id, from) {
      if (own.has(id)) return own.said(id, from);
      for (;;) {
        const said = (await primary.call('calls.said', { id, from })) as Said | null;
        if (said === null) return undefined;
        if (said.isOver || said.pieces.length > 0) return said.pieces;
      }
    },
  };
}

/**
 * What a worker answers about the calls that it runs.
 * @param longestWaitMs - how long the question what a call says next may wait for its answer: less than answers to
 * other processes may take
 */
export function ownRunningCalls(own: OwnRunningCalls, longestWaitMs = 1000): IpcHandlers {
  return {
    'worker.cancel': ({ id }: CallId) => own.cancel(id),
    'worker.state': ({ id }: CallId) => own.state(id),
    'worker.said': async ({ id, from }: CallPart): Promise<Said | null> => {
      if (!own.has(id)) return null;
      let timer: NodeJS.Timeout | undefined;
      const nothingYet = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), longestWaitMs);
      });
      const pieces = await Promise.race([own.said(id, from), nothingYet]);
      clearTimeout(timer);
      return pieces === undefined ? { pieces: [], isOver: false } : { pieces, isOver: pieces.length === 0 };
    },
  };
}

/**
 * What the primary answers about the calls of all workers.
 * @param callAll - asks every worker
 */
export function shareRunningCalls(
  callAll: (method: string, params: unknown) => Promise<readonly unknown[]>,
): IpcHandlers {
  const first = async (method: string, params: unknown) =>
    (await callAll(method, params)).find((answer) => answer !== null && answer !== undefined) ?? null;
  return {
    'calls.cancel': async ({ id }: CallId) => (await callAll('worker.cancel', { id })).includes(true),
    'calls.state': ({ id }: CallId) => first('worker.state', { id }),
    'calls.said': (part: CallPart) => first('worker.said', part),
  };
}
