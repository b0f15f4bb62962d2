import type { ServerResponse as NodeServerResponse } from 'node:http';

// Node makes an import of `node:http` touch every export of it, which from Node 22 on loads a WebSocket client that
// nobody here needs: a quarter of the time to start. ESLint keeps other files from importing more than its types.
const http = process.getBuiltinModule('node:http');

/** Of `node:http`. */
export const { createServer, ServerResponse, STATUS_CODES } = http;
export type ServerResponse = NodeServerResponse;
