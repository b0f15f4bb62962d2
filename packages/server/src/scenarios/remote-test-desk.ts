import type { TestRequest } from '@llmsim/scenarios';
import type { IpcCaller, IpcHandlers } from '../cluster/ipc.js';
import type { TestBeginning, TestDesk, TestRecord, TestSetup, TestTurn } from './test-desk.js';

/** Tests that another process keeps. */
export function createRemoteTestDesk(primary: IpcCaller): TestDesk {
  return {
    begin: async (beginning) => orUndefined((await primary.call('tests.begin', beginning)) as TestTurn),
    note: async (test, request) => {
      await primary.call('tests.note', { test, request });
    },
    put: async (test, setup) => {
      await primary.call('tests.put', { test, setup });
    },
    get: async (test) => ((await primary.call('tests.get', { test })) as TestRecord | null) ?? undefined,
    delete: async (test) => (await primary.call('tests.delete', { test })) as boolean,
    list: async () => (await primary.call('tests.list')) as string[],
  };
}

/** JSON has no `undefined`. */
function orUndefined(turn: TestTurn): TestTurn {
  return { ...turn, version: turn.version ?? undefined, scenarios: turn.scenarios ?? undefined };
}

interface TestCall {
  readonly test: string;
  readonly setup: TestSetup;
  readonly request: TestRequest;
}

/** What the process that keeps the tests answers to the others. */
export function shareTestDesk(desk: TestDesk): IpcHandlers {
  return {
    'tests.begin': (beginning: TestBeginning) => desk.begin(beginning),
    'tests.note': ({ test, request }: TestCall) => desk.note(test, request),
    'tests.put': ({ test, setup }: TestCall) => desk.put(test, setup),
    'tests.get': ({ test }: TestCall) => desk.get(test),
    'tests.delete': ({ test }: TestCall) => desk.delete(test),
    'tests.list': () => desk.list(),
  };
}
