import type { AnsweredSignal, Runtime } from '../runtime.js';
import { waitForEnd } from './wait-for-end.js';

/** Runtime whose signals a test sends. */
function createRuntime(hasLostTerminal = false) {
  const listeners = new Map<string, () => void>();
  const listen = (name: string) => (listener: () => void) => {
    listeners.set(name, listener);
    return () => listeners.delete(name);
  };
  const silent = { write: () => undefined };
  const runtime: Runtime = {
    stdout: silent,
    stderr: silent,
    environment: {},
    onSignal: (signal, listener) => listen(signal)(listener),
    hasLostTerminal: () => hasLostTerminal,
    notifyParent: () => undefined,
    onParentGone: listen('gone'),
  };
  return { runtime, listeners, send: (name: AnsweredSignal | 'gone') => listeners.get(name)?.() };
}

it.each(['SIGINT', 'SIGTERM', 'gone'] as const)('ends on %s, and listens no longer then', async (name) => {
  const { runtime, listeners, send } = createRuntime();
  const calls: boolean[] = [];
  const ended = waitForEnd(runtime, {
    reload: () => undefined,
    end(isFirst) {
      calls.push(isFirst);
      return Promise.resolve();
    },
  });
  send(name);
  await ended;
  expect(calls).toEqual([true]);
  expect(listeners.size).toBe(0);
});

it('tells the second signal from the first', async () => {
  const { runtime, send } = createRuntime();
  const calls: boolean[] = [];
  let finishFirst = (): void => undefined;
  const ended = waitForEnd(runtime, {
    reload: () => undefined,
    end(isFirst) {
      calls.push(isFirst);
      if (!isFirst) finishFirst();
      return new Promise((resolve) => {
        if (isFirst) finishFirst = resolve;
      });
    },
  });
  send('SIGTERM');
  send('SIGINT');
  await ended;
  expect(calls).toEqual([true, false]);
});

it('reloads on SIGHUP, and goes on', async () => {
  const { runtime, send } = createRuntime();
  let reloads = 0;
  const ended = waitForEnd(runtime, { reload: () => (reloads += 1), end: () => Promise.resolve() });
  send('SIGHUP');
  send('SIGHUP');
  expect(reloads).toBe(2);
  send('SIGTERM');
  await ended;
});

it('ends on SIGHUP if that is because the terminal was closed', async () => {
  const { runtime, send } = createRuntime(true);
  const ended = waitForEnd(runtime, {
    reload: () => {
      throw new Error('not to be reloaded');
    },
    end: () => Promise.resolve(),
  });
  send('SIGHUP');
  await ended;
});

it('fails if ending fails', async () => {
  const { runtime, send } = createRuntime();
  const ended = waitForEnd(runtime, {
    reload: () => undefined,
    end: () => Promise.reject(new Error('cannot end')),
  });
  send('SIGTERM');
  await expect(ended).rejects.toThrow('cannot end');
});
