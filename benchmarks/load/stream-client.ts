// Opens streams and notes when their events arrive. Plain sockets and one buffer for all reads: the less the client
// does, the less it measures itself.
import net from 'node:net';
import { encodeRequest } from './http-request.ts';
import { SampleList } from './sample-list.ts';
import type { StreamLoad, StreamLoadResult } from './stream-load.ts';

/** The end of a chunk that ends an event; what ends otherwise was cut by the network. */
const chunkEnd = Buffer.from('\n\r\n');
const bodyEnd = Buffer.from('0\r\n\r\n');
const goodStart = 'HTTP/1.1 200';

process.once('message', (load) => void run(load as StreamLoad).then((result) => process.send?.(result)));

function run(load: StreamLoad): Promise<StreamLoadResult> {
  const { port, schedule, rounds, events: wanted } = load;
  const request = encodeRequest(load.request, port);
  const marker = Buffer.from(load.marker, 'latin1');
  const buffer = Buffer.alloc(65_536);
  const lists = {
    firstTokenMs: new SampleList(),
    gapsMs: new SampleList(),
    streamMs: new SampleList(),
    latenessMs: new SampleList(),
    firstLatenessMs: new SampleList(),
    lastLatenessMs: new SampleList(),
    paceLatenessMs: new SampleList(),
  };
  let completed = 0;
  let failed = 0;
  let firstFailure: string | undefined;
  let events = 0;
  let bytes = 0;
  let lastEventAtMs = 0;
  let over = 0;
  const sockets = new Set<net.Socket>();

  return new Promise((resolve) => {
    const startedAtMs = performance.now();
    const busyBefore = performance.eventLoopUtilization();

    const finish = (): void => {
      clearTimeout(limit);
      clearInterval(opening);
      for (const socket of sockets) socket.destroy();
      resolve({
        completed,
        failed,
        firstFailure,
        events,
        bytes,
        durationMs: lastEventAtMs - startedAtMs,
        ...(Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.values()])) as Record<
          keyof typeof lists,
          Float64Array
        >),
        clientUtilization: performance.eventLoopUtilization(busyBefore).utilization,
      });
    };
    const limit = setTimeout(() => {
      firstFailure ??= `not complete after ${load.timeLimitMs} ms`;
      failed = load.connections * rounds - completed;
      finish();
    }, load.timeLimitMs);

    const open = (): void => {
      let sentAtMs = 0;
      let firstAtMs = 0;
      let lastAtMs = 0;
      let seen = 0;
      let isStart = true;
      let round = 0;
      let tail: Buffer | undefined;
      let isOver = false;

      const end = (failure?: string): void => {
        if (isOver) return;
        if (failure === undefined) {
          completed += 1;
          lists.streamMs.push(lastAtMs - sentAtMs);
          if (schedule !== undefined) {
            lists.lastLatenessMs.push(lastAtMs - sentAtMs - schedule.ttftMs - (seen - 1) * schedule.tbtMs);
          }
          round += 1;
          if (round < rounds) {
            send();
            return;
          }
        } else {
          firstFailure ??= failure;
          failed += rounds - round;
        }
        isOver = true;
        sockets.delete(socket);
        socket.destroy();
        over += 1;
        if (over === load.connections) finish();
      };

      const send = (): void => {
        seen = 0;
        isStart = true;
        tail = undefined;
        sentAtMs = performance.now();
        socket.write(request);
      };

      const receive = (nowMs: number): void => {
        const sinceMs = nowMs - sentAtMs;
        if (seen === 0) {
          firstAtMs = nowMs;
          lists.firstTokenMs.push(sinceMs);
        } else lists.gapsMs.push(nowMs - lastAtMs);
        if (schedule !== undefined) {
          const late = sinceMs - schedule.ttftMs - seen * schedule.tbtMs;
          lists.latenessMs.push(late);
          if (seen === 0) lists.firstLatenessMs.push(late);
          else lists.paceLatenessMs.push(nowMs - firstAtMs - seen * schedule.tbtMs);
        }
        lastAtMs = nowMs;
        seen += 1;
        events += 1;
      };

      const read = (length: number): boolean => {
        const nowMs = performance.now();
        bytes += length;
        let text = buffer.subarray(0, length);
        if (isStart) {
          isStart = false;
          if (text.toString('latin1', 0, goodStart.length) !== goodStart) {
            end(text.toString('latin1', 0, 300));
            return true;
          }
        }
        if (tail !== undefined) text = Buffer.concat([tail, text]);
        for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + marker.length)) {
          receive(nowMs);
          lastEventAtMs = nowMs;
        }
        if (endsWith(text, bodyEnd)) {
          end(seen === wanted ? undefined : `${seen} events instead of ${wanted}`);
        } else if (endsWith(text, chunkEnd)) {
          tail = undefined;
        } else {
          // A marker that is complete was counted, so what is kept must be too short to hold it once more.
          tail = Buffer.from(text.subarray(Math.max(0, text.length - marker.length + 1)));
        }
        return true;
      };

      const socket = net.connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: { buffer, callback: read },
      });
      sockets.add(socket);
      socket.on('connect', send);
      socket.on('error', (error) => end(error.message));
      socket.on('close', () => end('closed before its end'));
    };

    let opened = 0;
    const openDue = (): void => {
      const elapsedMs = performance.now() - startedAtMs;
      const due =
        load.rampMs === 0 ? load.connections : Math.ceil((elapsedMs / load.rampMs) * load.connections);
      for (; opened < Math.min(due, load.connections); opened += 1) open();
      if (opened === load.connections) clearInterval(opening);
    };
    const opening = setInterval(openDue, 1);
    openDue();
  });
}

function endsWith(text: Buffer, end: Buffer): boolean {
  const start = text.length - end.length;
  if (start < 0) return false;
  for (let index = 0; index < end.length; index += 1) {
    if (text[start + index] !== end[index]) return false;
  }
  return true;
}
