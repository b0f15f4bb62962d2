import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body of this many bytes is read to its end, to keep the connection; a longer one costs the connection. */
const longestIgnored = 1024 * 1024;
/** How long a client may go on sending after the reply, so that it gets to read it. Milliseconds. */
const lingerMs = 2000;

/**
 * Prepares a reply to a request whose body nobody wants any more: unless little of it is to come, the connection
 * ends after the reply. It is closed for writing first and read on for a moment, because closing it with unread
 * data in it would reset it, and the client would lose the reply.
 */
export function closeAfterReply(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || bodyLength(request) <= longestIgnored) return;
  const { socket } = request;
  response.shouldKeepAlive = false;
  request.resume();
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
}

function bodyLength({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
}
