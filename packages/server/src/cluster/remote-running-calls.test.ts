import { createRunLog, createRunningCalls, type OwnRunningCalls } from '@llmsim/core';
import type { IpcHandlers } from './ipc.js';
import { createRemoteRunningCalls, ownRunningCalls, shareRunningCalls } from './remote-running-calls.js';

/** Workers whose primary is in this process. */
function connect(count: number, longestWaitMs?: number) {
  const call = (handlers: IpcHandlers, method: string, params: unknown) =>
    Promise.resolve(handlers[method]?.(params as never));
  const own: OwnRunningCalls[] = Array.from({ length: count }, () => createRunningCalls());
  const handlers = shareRunningCalls((method, params) =>
    Promise.all(own.map((worker) => call(ownRunningCalls(worker, longestWaitMs), method, params))),
  );
  const primary = { call: (method: string, params?: unknown) => call(handlers, method, params) };
  return own.map((worker) => createRemoteRunningCalls(worker, primary));
}

function run(cancelled: () => void = () => undefined) {
  const log = createRunLog();
  return { log, call: { cancel: cancelled, state: () => 'going on', said: log.said } };
}

describe('the calls of all workers', () => {
  it('are cancelled where they run, whichever worker is asked', async () => {
    const [first, second] = connect(2);
    const cancelled: string[] = [];
    first?.add('a', run(() => cancelled.push('a')).call);
    second?.add('b', run(() => cancelled.push('b')).call);
    expect(await second?.cancel('a')).toBe(true);
    expect(await second?.cancel('b')).toBe(true);
    expect(await first?.cancel('c')).toBe(false);
    expect(cancelled).toEqual(['a', 'b']);
  });

  it('show how they stand and what they say, whichever worker is asked', async () => {
    const [first, second] = connect(2);
    const { log, call } = run();
    const remove = first?.add('a', call);
    expect([await first?.state('a'), await second?.state('a')]).toEqual(['going on', 'going on']);
    const waiting = second?.said('a', 0);
    log.add('one');
    expect(await waiting).toEqual(['one']);
    log.add('two');
    expect(await second?.said('a', 1)).toEqual(['two']);
    log.end();
    expect(await second?.said('a', 2)).toEqual([]);
    remove?.();
    expect([await second?.state('a'), await second?.said('a', 0)]).toEqual([undefined, undefined]);
  });

  it('are asked again where they say nothing for long', async () => {
    const [first, second] = connect(2, 0);
    const { log, call } = run();
    first?.add('a', call);
    const waiting = second?.said('a', 0);
    for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
    log.add('at last');
    expect(await waiting).toEqual(['at last']);
  });
});
