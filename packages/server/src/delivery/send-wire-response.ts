import type { ServerResponse } from 'node:http';
import type { WireResponse } from '@llmsim/core';

/**
 * Sends a whole reply.
 * @param headers - the ones that every reply of the API has
 * @param before - what has to be done before it is sent, once for all replies that are sent together
 */
export function sendWireResponse(
  response: ServerResponse,
  wire: WireResponse,
  headers: Readonly<Record<string, string>>,
  before?: () => void,
): void {
  const { body } = wire;
  const length = Buffer.byteLength(body);
  response.writeHead(wire.status, { ...headers, ...wire.headers, 'content-length': length });
  // Text of ASCII alone, which nearly all is, is written without being encoded.
  ready.push({ response, body, encoding: length === body.length ? 'latin1' : 'utf8' });
  if (ready.length === 1) setImmediate(writeReady);
  if (before !== undefined) first.add(before);
}

/**
 * Replies that were made in this turn of the event loop. They are written one right after another at its end: a write
 * to somebody who sleeps costs twice as much as one to somebody who is awake already, and under load those that wait
 * for these replies are few processes.
 */
const ready: { response: ServerResponse; body: string; encoding: BufferEncoding }[] = [];

const first = new Set<() => void>();

function writeReady(): void {
  for (const before of first) before();
  first.clear();
  for (const { response, body, encoding } of ready.splice(0)) response.end(body, encoding);
}
