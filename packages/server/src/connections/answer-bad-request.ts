import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WireResponse } from '@llmsim/core';
import { STATUS_CODES } from '../node-http.js';

/** How long a client may take to read why its connection ends. Milliseconds. */
const lingerMs = 1000;

const reasons: Readonly<Record<string, { readonly status: number; readonly message: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    message: 'The chunk extensions of the request are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
};
const otherwise = { status: 400, message: 'The request is not valid HTTP.' };

/**
 * Answers what is no HTTP request, or one that does not come to its end, and closes the connection.
 *
 * @param encode - words the error
 */
export function answerBadRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  encode: (status: number, message: string) => WireResponse | undefined,
): void {
  // A reply that is under way on this connection cannot be followed by another. Node itself asks the same way.
  const underWay = (socket as Duplex & { readonly _httpMessage?: ServerResponse | null })._httpMessage;
  const { status, message } = reasons[error.code ?? ''] ?? otherwise;
  const wire = underWay?.headersSent === true || !socket.writable ? undefined : encode(status, message);
  if (wire === undefined || socket.writableEnded) {
    socket.destroy();
    return;
  }
  const headers = {
    ...wire.headers,
    'content-length': String(Buffer.byteLength(wire.body)),
    connection: 'close',
  };
  const head = [
    `HTTP/1.1 ${wire.status} ${STATUS_CODES[wire.status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${wire.body}`);
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
