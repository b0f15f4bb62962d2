import { connectIpc, type IpcPort } from './ipc.js';

/** Two ends of a channel in one process. What is sent goes through JSON, as between processes. */
function createChannel(): [IpcPort, IpcPort] {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number, other: number): IpcPort => ({
    send: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => listeners[other]?.forEach((listener) => listener(copy)));
    },
    on: (_event, listener) => listeners[own]?.push(listener),
  });
  return [end(0, 1), end(1, 0)];
}

describe('calls between processes', () => {
  it('go both ways, with parameters and results', async () => {
    const [left, right] = createChannel();
    const toRight = connectIpc(left, { double: (n: number) => n * 2 });
    const toLeft = connectIpc(right, {
      greet: async ({ name }: { name: string }) => Promise.resolve(`Hello, ${name}`),
    });
    expect(await Promise.all([toRight.call('greet', { name: 'you' }), toLeft.call('double', 21)])).toEqual([
      'Hello, you',
      42,
    ]);
  });

  it('answer null where a handler gives nothing', async () => {
    const [left, right] = createChannel();
    connectIpc(right, { nothing: () => undefined });
    expect(await connectIpc(left, {}).call('nothing')).toBeNull();
  });

  it('fail with the error of the other end, and for a method that is not there', async () => {
    const [left, right] = createChannel();
    connectIpc(right, {
      fail: () => {
        throw new Error('broken');
      },
    });
    const caller = connectIpc(left, {});
    await expect(caller.call('fail')).rejects.toThrow('broken');
    await expect(caller.call('missing')).rejects.toThrow('There is no method "missing"');
  });

  it('fail when no answer comes in time', async () => {
    const [left] = createChannel();
    await expect(connectIpc(left, {}, 1).call('anything')).rejects.toMatchObject({ code: 'LLMSIM_IPC' });
  });

  it('leave other messages alone', async () => {
    const [left, right] = createChannel();
    connectIpc(right, { ping: () => 'pong' });
    left.send('something else');
    expect(await connectIpc(left, {}).call('ping')).toBe('pong');
  });
});
