import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

const hopByHop = new Set(['connection', 'upgrade', 'http2-settings']);

/**
 * Serves a request that offers to change to a protocol we do not speak as if it had not offered: HTTP lets a server
 * ignore that. Java's HTTP client for one offers HTTP/2 with every request, and Node hands all such requests to
 * whoever wants WebSockets. So the request is put back without the offer, and its connection begins anew.
 */
export function declineUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Socket,
  head: Uint8Array,
): void {
  const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!hopByHop.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1] ?? ''}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
