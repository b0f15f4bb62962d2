// Sends requests whose replies are JSON and notes how long each takes.
import net from 'node:net';
import { encodeRequest } from './http-request.ts';
import type { JsonLoad, JsonLoadResult } from './json-load.ts';
import { SampleList } from './sample-list.ts';

process.once('message', (load) => void run(load as JsonLoad).then((result) => process.send?.(result)));

function run(load: JsonLoad): Promise<JsonLoadResult> {
  const { port, connections, requestsPerConnection = Infinity } = load;
  const request = encodeRequest(load.request, port);
  const connectMs = new SampleList();
  const latencyMs = new SampleList();
  let completed = 0;
  let failed = 0;
  let firstFailure: string | undefined;
  let lastReplyAtMs = 0;
  let over = 0;
  const sockets: net.Socket[] = [];

  return new Promise((resolve) => {
    const startedAtMs = performance.now();
    const busyBefore = performance.eventLoopUtilization();

    const finish = (): void => {
      clearTimeout(limit);
      for (const socket of sockets) socket.destroy();
      resolve({
        completed,
        failed,
        firstFailure,
        durationMs: lastReplyAtMs - startedAtMs,
        connectMs: connectMs.values(),
        latencyMs: latencyMs.values(),
        clientUtilization: performance.eventLoopUtilization(busyBefore).utilization,
      });
    };
    const fail = (reason: string): void => {
      failed += 1;
      firstFailure ??= reason;
    };
    const limit = setTimeout(() => {
      for (let missing = over; missing < connections; missing += 1) {
        fail(`no reply after ${load.timeLimitMs} ms`);
      }
      finish();
    }, load.timeLimitMs);

    const open = (): void => {
      let sentAtMs = 0;
      let requests = 0;
      let received: Buffer | undefined;
      let isOver = false;

      const end = (failure?: string): void => {
        if (isOver) return;
        isOver = true;
        if (failure !== undefined) fail(failure);
        socket.destroy();
        over += 1;
        if (over === connections) finish();
      };
      const send = (): void => {
        sentAtMs = performance.now();
        requests += 1;
        received = undefined;
        socket.write(request);
      };

      const openedAtMs = performance.now();
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
      sockets.push(socket);
      socket.on('connect', () => {
        connectMs.push(performance.now() - openedAtMs);
        send();
      });
      socket.on('data', (part: Buffer) => {
        received = received === undefined ? part : Buffer.concat([received, part]);
        const status = statusOfComplete(received);
        if (status === undefined) return;
        const nowMs = performance.now();
        lastReplyAtMs = nowMs;
        latencyMs.push(nowMs - sentAtMs);
        if (status === '200') completed += 1;
        else fail(received.toString('latin1', 0, 300));
        if (requests < requestsPerConnection && nowMs - startedAtMs < load.durationMs) send();
        else end();
      });
      socket.on('error', (error) => end(error.message));
      socket.on('close', () => end('closed before the reply'));
    };
    for (let opened = 0; opened < connections; opened += 1) open();
  });
}

/** The status of a response, as soon as all of it is here. */
function statusOfComplete(response: Buffer): string | undefined {
  const headEnd = response.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = response.toString('latin1', 0, headEnd);
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const isComplete =
    length === undefined
      ? response.toString('latin1', response.length - 5) === '0\r\n\r\n'
      : response.length >= headEnd + 4 + Number(length);
  return isComplete ? head.slice(9, 12) : undefined;
}
