import type { IncomingMessage } from 'node:http';

/** The header that names a test. */
export const testHeader = 'x-llmsim-test';

/** The test of requests that name none. */
export const defaultTest = 'default';

/** What an id of a test may be. */
export const testIdAccepted = '1 to 200 letters, digits, dots, hyphens, underscores, colons or tildes';

export function isTestId(id: string): boolean {
  return /^[\w.:~-]{1,200}$/.test(id);
}

/**
 * Takes the segment `/t/ID` off the front of a request's URL, for clients that cannot set headers, and puts it into the
 * header. What is no id stays in the URL, where nothing is found.
 */
export function takeTestFromPath(request: IncomingMessage): void {
  const { url } = request;
  if (url?.startsWith('/t/') !== true) return;
  const end = url.indexOf('/', 3);
  const id = url.slice(3, end);
  if (end === -1 || !isTestId(id)) return;
  request.url = url.slice(end);
  request.headers[testHeader] = id;
}
