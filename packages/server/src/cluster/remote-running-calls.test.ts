import { createRunningCalls, type OwnRunningCalls } from '@llmsim/core';
import type { IpcHandlers } from './ipc.js';
import { createRemoteRunningCalls, ownRunningCalls, shareRunningCalls } from './remote-running-calls.js';

/** Workers whose primary is in this process. */
function connect(count: number) {
  const call = (handlers: IpcHandlers, method: string, params: unknown) =>
    Promise.resolve(handlers[method]?.(params as never));
  const own: OwnRunningCalls[] = Array.from({ length: count }, () => createRunningCalls());
  const handlers = shareRunningCalls((method, params) =>
    Promise.all(own.map((worker) => call(ownRunningCalls(worker), method, params))),
  );
  const primary = { call: (method: string, params?: unknown) => call(handlers, method, params) };
  return own.map((worker) => createRemoteRunningCalls(worker, primary));
}

describe('the calls of all workers', () => {
  it('are cancelled where they run, whichever worker is asked', async () => {
    const [first, second] = connect(2);
    const cancelled: string[] = [];
    first?.add('a', () => cancelled.push('a'));
    second?.add('b', () => cancelled.push('b'));
    expect(await second?.cancel('a')).toBe(true);
    expect(await second?.cancel('b')).toBe(true);
    expect(await first?.cancel('b')).toBe(false);
    expect(cancelled).toEqual(['a', 'b']);
  });
});
