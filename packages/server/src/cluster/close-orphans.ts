import type { Worker } from 'node:cluster';

/** A message by which Node's cluster module passes a connection to a worker, and one by which the worker answers. */
interface ClusterMessage {
  readonly cmd?: unknown;
  readonly act?: unknown;
  readonly seq?: unknown;
  readonly ack?: unknown;
}

interface Handle {
  close(): void;
}

type Send = (message: ClusterMessage, handle?: Handle, ...rest: unknown[]) => boolean;

/**
 * Closes connections that were on their way to a worker when it died. The cluster module waits for the worker's answer
 * before it lets go of a connection, and forgets it if there is none: its client would wait for ever, and the file
 * descriptor would stay open.
 */
export function closeOrphans(worker: Worker): void {
  const channel = worker.process as unknown as {
    send: Send;
    on(event: 'internalMessage', listener: (message: ClusterMessage) => void): void;
    once(event: 'exit', listener: () => void): void;
  };
  const onTheirWay = new Map<unknown, Handle>();
  const send = channel.send.bind(channel);
  channel.send = (message, handle, ...rest) => {
    if (handle !== undefined && message.cmd === 'NODE_CLUSTER' && message.act === 'newconn') {
      onTheirWay.set(message.seq, handle);
    }
    return send(message, handle, ...rest);
  };
  channel.on('internalMessage', ({ cmd, ack }) => {
    if (cmd === 'NODE_CLUSTER' && ack !== undefined) onTheirWay.delete(ack);
  });
  channel.once('exit', () => {
    for (const handle of onTheirWay.values()) handle.close();
    onTheirWay.clear();
  });
}
