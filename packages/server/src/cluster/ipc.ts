import { LlmsimError } from '@llmsim/core';

/** One end of a channel between two processes; `process` in a worker and a `Worker` in the primary have this shape. */
export interface IpcPort {
  send(message: unknown): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

type Call = {
  readonly llmsim: 'call';
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
};
type Answer =
  | { readonly llmsim: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly llmsim: 'answer'; readonly id: number; readonly error: string };

/** What the other end may ask for. Parameters and results are JSON. */
export type IpcHandlers = Readonly<Record<string, (params: never) => unknown>>;

/** Asks the other end. */
export interface IpcCaller {
  /** @throws LlmsimError LLMSIM_IPC if the other end threw, or did not answer within the time limit */
  call(method: string, params?: unknown): Promise<unknown>;
}

/**
 * Lets two processes call each other over one channel.
 * @param timeoutMs - how long a call may take
 */
export function connectIpc(port: IpcPort, handlers: IpcHandlers, timeoutMs = 5000): IpcCaller {
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;

  async function answer({ id, method, params }: Call): Promise<void> {
    try {
      const handler = handlers[method];
      if (handler === undefined) throw new LlmsimError('LLMSIM_IPC', `There is no method "${method}".`);
      const value = (await handler(params as never)) ?? null;
      port.send({ llmsim: 'answer', id, value } satisfies Answer);
    } catch (error) {
      port.send({ llmsim: 'answer', id, error: String(error) } satisfies Answer);
    }
  }

  port.on('message', (message) => {
    if (!isOurs(message)) return;
    if (message.llmsim === 'call') void answer(message);
    else waiting.get(message.id)?.(message);
  });

  return {
    call(method, params = null) {
      const id = (lastId += 1);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new LlmsimError('LLMSIM_IPC', `No answer to "${method}" within ${timeoutMs} ms.`));
        }, timeoutMs);
        waiting.set(id, (message) => {
          clearTimeout(timer);
          waiting.delete(id);
          if ('error' in message) reject(new LlmsimError('LLMSIM_IPC', message.error));
          else resolve(message.value);
        });
        port.send({ llmsim: 'call', id, method, params } satisfies Call);
      });
    },
  };
}

function isOurs(message: unknown): message is Call | Answer {
  return typeof message === 'object' && message !== null && 'llmsim' in message;
}
