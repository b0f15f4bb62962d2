import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a browser need not ask again, in seconds. */
const maxAgeSeconds = 7200;

/** Whether requests of a page may be served; `undefined` does not come from a page. `*` is every origin. */
export function allowsOrigin(origins: readonly string[], origin: string | undefined): boolean {
  return origin === undefined || origins.includes('*') || origins.includes(origin);
}

/**
 * Lets pages of other origins call from browsers, and answers their preliminary questions. Requests that do not come
 * from a page pass as they are.
 *
 * @param origins - `https://app.example` for one; `*` is every origin
 */
export function createCors(
  origins: readonly string[],
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const isOpen = origins.includes('*');
  return (request, response, next) => {
    const { origin } = request.headers;
    const requestedMethod = request.headers['access-control-request-method'];
    if (origin === undefined || !allowsOrigin(origins, origin)) {
      next();
      return;
    }
    response.setHeader('access-control-allow-origin', isOpen ? '*' : origin);
    if (!isOpen) response.setHeader('vary', 'Origin');
    if (request.method !== 'OPTIONS' || requestedMethod === undefined) {
      next();
      return;
    }
    response.writeHead(204, {
      'access-control-allow-methods': 'GET, POST, DELETE',
      // By name: the wildcard would leave out `authorization`.
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': String(maxAgeSeconds),
    });
    response.end();
  };
}
