import type * as WebSocketLibrary from 'ws';

/**
 * The WebSocket library, loaded for the first client that wants it: most servers never see one, and starting would
 * take a tenth longer. `require` because it is synchronous, as accepting a socket has to be.
 */
export function loadWebSocketLibrary(): typeof WebSocketLibrary {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(import.meta.url)('ws') as typeof WebSocketLibrary;
}
