import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Clock, RequestContext } from '@llmsim/core';
import type { TenantOf } from './access/tenant.js';

/** An id for a request, as OpenAI's services give them out: `req_` and 32 hexadecimal digits. */
export function createRequestId(): string {
  const id = randomUUID();
  return `req_${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}${id.slice(19, 23)}${id.slice(24)}`;
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
export function createRequestContext(
  request: IncomingRequest,
  { clock, tenantOf }: { readonly clock: Clock; readonly tenantOf: TenantOf },
): RequestContext {
  return new HttpRequestContext(request, clock.wallMs(), tenantOf);
}

/** Reads the address and the key when they are asked for: most requests have no query, and store nothing. */
class HttpRequestContext implements RequestContext {
  readonly requestId = createRequestId();
  readonly acceptedAtMs: number;
  // A field of its own, so that a copy has it too: failures are worded by it.
  readonly headers: RequestContext['headers'];
  readonly #request: IncomingRequest;
  readonly #tenantOf: TenantOf;

  constructor(request: IncomingRequest, acceptedAtMs: number, tenantOf: TenantOf) {
    this.acceptedAtMs = acceptedAtMs;
    this.headers = request.headers;
    this.#request = request;
    this.#tenantOf = tenantOf;
  }

  get tenant(): string | undefined {
    return this.#tenantOf(this.headers);
  }

  get query(): Readonly<Record<string, string>> {
    const { query } = this.#request;
    return query === undefined ? nothing : lastValues(query);
  }

  get params(): Readonly<Record<string, string>> {
    const { params } = this.#request;
    return params === undefined ? nothing : joinSegments(params);
  }
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
