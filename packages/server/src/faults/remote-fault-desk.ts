import type { IpcCaller, IpcHandlers } from '../cluster/ipc.js';
import type { FaultDesk, FaultList, FaultSource } from './fault-desk.js';

/** Failure modes that another process keeps. */
export function createRemoteFaultDesk(primary: IpcCaller): FaultDesk {
  return {
    put: async (test, source) => {
      await primary.call('faults.put', { test, source });
    },
    delete: async (test) => (await primary.call('faults.delete', { test })) as boolean,
    list: async () => (await primary.call('faults.list')) as FaultList,
  };
}

/** What the process that keeps them answers to the others. */
export function shareFaultDesk(desk: FaultDesk): IpcHandlers {
  return {
    'faults.put': ({ test, source }: { test: string; source: FaultSource }) => desk.put(test, source),
    'faults.delete': ({ test }: { test: string }) => desk.delete(test),
    'faults.list': () => desk.list(),
  };
}
