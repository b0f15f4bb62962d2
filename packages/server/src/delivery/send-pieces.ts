import type { LongWireResponse } from '@llmsim/core';
import type { CallEnd } from '../calls/call.js';
import type { HttpClient } from './http-client.js';
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
    drained: () =>
      new Promise<void>((resolve) => {
        // Its client may have read on already.
        if (!response.writableNeedDrain) {
          resolve();
          return;
        }
        const goOn = () => {
          response.off('drain', goOn);
          response.off('close', goOn);
          resolve();
        };
        response.on('drain', goOn);
        response.on('close', goOn);
      }),
    isGone: () => client.isGone,
  };
  if (!(await writePieces(wire.pieces, target, call.opening.engine.stepRunner))) {
    return { outcome: 'cancelled', status: wire.status };
  }
  call.settle(end);
  response.end();
  return end;
}
