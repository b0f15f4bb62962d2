import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Whether a request wants to become a WebSocket, and not anything else. */
export function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Node's option that asks before a request is taken for an upgrade. Versions before 22.21 and 24.9 do not know it:
 * for those there is `declineUpgrade`.
 */
export const askBeforeUpgrade = { shouldUpgradeCallback: wantsWebSocket };

const offers = new Set(['upgrade', 'http2-settings']);

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
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (offers.has(name.toLowerCase())) continue;
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutOffers(value) : value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

function withoutOffers(connection: string): string {
  const kept = connection.split(',').filter((option) => !offers.has(option.trim().toLowerCase()));
  return kept.length === 0 ? 'keep-alive' : kept.join(',');
}
