import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Clock, RequestContext } from '@llmsim/core';

/** An id for a request, as OpenAI's services give them out: `req_` and 32 hexadecimal digits. */
export function createRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '')}`;
}

/** The path that was asked for, from the root and without the query, wherever the app is mounted. */
export function pathOf(request: IncomingRequest): string {
  const url = request.originalUrl ?? request.url ?? '/';
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** A request as Node gives it, or as Express does, which has read its path. */
export type IncomingRequest = IncomingMessage & Partial<Pick<Request, 'query' | 'params' | 'originalUrl'>>;

const nothing: Readonly<Record<string, string>> = {};

/** What a provider gets to know of a request besides its body. */
export function createRequestContext(request: IncomingRequest, clock: Clock): RequestContext {
  return {
    requestId: createRequestId(),
    acceptedAtMs: clock.wallMs(),
    headers: request.headers,
    // Parsed on first use: most requests have no query, and nobody asks.
    get query() {
      return request.query === undefined ? nothing : lastValues(request.query);
    },
    params: request.params === undefined ? nothing : joinSegments(request.params),
  };
}

/** The last value of each query parameter. */
function lastValues(query: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(query).map(([name, value]) => [
    name,
    Array.isArray(value) ? (value.at(-1) as unknown) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >;
}

/** The values of the path's parameters; the segments of a wildcard are put together again. */
function joinSegments(params: Readonly<Record<string, string | readonly string[]>>): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.join('/'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
