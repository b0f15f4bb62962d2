import { fileURLToPath } from 'node:url';
import { startServer, type ServerCommand, type ServerProcess } from '../server-process.ts';

const programOf = (name: string) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

/** What the streaming floor sends. */
export interface StreamFloorOptions {
  readonly ttftMs: number;
  readonly tbtMs: number;
  readonly tokens: number;
  /** The size of each event, in bytes. */
  readonly frameBytes: number;
}

/** Starts the streaming floor. It answers whatever it is sent. */
export function startStreamFloor({
  ttftMs,
  tbtMs,
  tokens,
  frameBytes,
}: StreamFloorOptions): Promise<ServerProcess> {
  return startServer({
    args: (port) => [programOf('stream-floor'), ...[port, ttftMs, tbtMs, tokens, frameBytes].map(String)],
  });
}

/** Starts the floor of JSON replies. */
export function startJsonFloor(replyBytes: number): Promise<ServerProcess> {
  return startServer({ args: (port) => [programOf('json-floor'), String(port), String(replyBytes)] });
}

/** The empty Express app that a start is compared with. */
export const expressFloorCommand: ServerCommand = {
  args: (port) => [programOf('express-floor'), String(port)],
  readyPath: '/health',
};
