import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server that answers what a test wants. */
export interface FakeServer {
  readonly url: string;
  /** How many connections there have been. */
  connections(): number;
  close(): Promise<void>;
}

/** A status and a body, which is sent as JSON unless it is text. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/**
 * @param answers - by path; any other path is not found
 * @param wantedPort - to listen on; any free one by default
 */
export async function startFakeServer(
  answers: Readonly<Record<string, () => FakeAnswer>>,
  wantedPort = 0,
): Promise<FakeServer> {
  const server = createServer((request, response) => {
    const { status = 200, body } = answers[request.url ?? '']?.() ?? { status: 404, body: 'Not found' };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answers of a llmsim that says this of itself. */
export function llmsimAnswers(stats: () => unknown): Readonly<Record<string, () => FakeAnswer>> {
  return {
    '/health': () => ({ body: { status: 'ok', service: 'llmsim' } }),
    '/llmsim/stats': () => ({ body: stats() }),
  };
}
