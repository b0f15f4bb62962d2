import type { LongWireResponse } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import type { HttpClient } from './http-client.js';
import { untilDrained } from './until-drained.js';
import { writePieces } from './write-pieces.js';

/** Sends a long reply as its client reads it. */
export async function sendPieces(
  client: HttpClient,
  wire: LongWireResponse,
  headers: Readonly<Record<string, string>>,
  end: CallEnd,
): Promise<CallEnd> {
  const { call, response } = client;
  if (!response.headersSent) response.writeHead(wire.status, { ...headers, ...wire.headers });
  const target = {
    write: (piece: string) => response.write(piece),
    drained: () => untilDrained(response),
    isGone: () => client.isGone,
  };
  if (!(await writePieces(wire.pieces, target, call.opening.engine.stepRunner))) {
    return { outcome: 'cancelled', status: wire.status };
  }
  call.settle(end);
  response.end();
  return end;
}
