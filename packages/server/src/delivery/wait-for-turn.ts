import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** With so many requests waiting on one connection, nothing more is read from it until half of them are answered. */
const mostWaiting = 16;
/** What was read already may hold some hundreds more. With still more, the connection ends. */
const mostRead = 4096;

/**
 * Node sets `_paused` where a connection has too much left to send, and then neither reads from it nor parses what it
 * has read, until `drain` is emitted. A plain `pause` does not last: Node resumes after each request that it has read.
 */
type PausableSocket = Socket & { _paused?: boolean };

/** How many requests wait on a connection for those before them. */
const waiting = new WeakMap<Socket, number>();

/**
 * Waits until the replies before this one on the same connection are sent: until the response has a socket. A client
 * may send its next request without waiting, but until then Node does not report the end of the connection, so a turn
 * would be played to nobody. If the connection ends before, this never resolves: nothing has begun, and nothing is left
 * of it.
 */
export async function waitForTurn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const socket: PausableSocket = request.socket;
  const before = waiting.get(socket) ?? 0;
  waiting.set(socket, before + 1);
  if (before >= mostRead) socket.destroy();
  else if (before >= mostWaiting) {
    socket._paused = true;
    socket.pause();
  }
  await once(response, 'socket');
  const left = (waiting.get(socket) ?? 1) - 1;
  waiting.set(socket, left);
  if (left === mostWaiting / 2 && socket._paused === true) socket.emit('drain');
}
