import type { ServerResponse } from 'node:http';
import type { WireResponse } from '@llmsim/core';

/** Sends a whole reply. `headers` are the ones that every reply of the API has. */
export function sendWireResponse(
  response: ServerResponse,
  wire: WireResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const length = Buffer.byteLength(wire.body);
  response.writeHead(wire.status, { ...headers, ...wire.headers, 'content-length': length });
  // Text of ASCII alone, which nearly all is, is written without being encoded.
  response.end(wire.body, length === wire.body.length ? 'latin1' : 'utf8');
}
