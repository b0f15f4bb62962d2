import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '@llmsim/core';
import { ClientLeft } from './calls/client-left.js';
import type { Engine } from './engine.js';

/** An id for a request, as OpenAI's services give them out: `req_` and 32 hexadecimal digits. */
export function createRequestId(): string {
  const id = randomUUID();
  return `req_${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}${id.slice(19, 23)}${id.slice(24)}`;
}

/** A request as Node gives it, or as Express does where the app is mounted in another. */
export type IncomingRequest = IncomingMessage & { readonly originalUrl?: string | undefined };

/** The path that was asked for, from the root and without the query, wherever the app is mounted. */
export function pathOf(request: IncomingRequest): string {
  return withoutQuery(request.originalUrl ?? request.url ?? '/');
}

/** The path below the place where the app is mounted. Proxies may send a whole URL. */
export function localPathOf({ url = '/' }: IncomingMessage): string {
  const local = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  return withoutQuery(local);
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

const nothing: Readonly<Record<string, string>> = {};

/**
 * What a provider gets to know of a request besides its body.
 * @param params - the values of the path's `:parameters`; by default there are none
 */
export function createRequestContext(
  request: IncomingRequest,
  engine: ContextEngine,
  params: RequestContext['params'] = nothing,
): RequestContext {
  return new HttpRequestContext(request, engine, params);
}

type ContextEngine = Pick<Engine, 'clock' | 'tenantOf' | 'stepRunner'>;

/** Reads the query and the key when they are asked for: most requests have no query, and store nothing. */
class HttpRequestContext implements RequestContext {
  readonly requestId = createRequestId();
  readonly acceptedAtMs: number;
  // A field of its own, so that a copy has it too: failures are formatted with it.
  readonly headers: RequestContext['headers'];
  readonly params: RequestContext['params'];
  readonly #url: string;
  readonly #socket: IncomingRequest['socket'];
  readonly #engine: ContextEngine;

  constructor(request: IncomingRequest, engine: ContextEngine, params: RequestContext['params']) {
    this.acceptedAtMs = engine.clock.wallMs();
    this.headers = request.headers;
    this.params = params;
    this.#url = request.url ?? '';
    this.#socket = request.socket;
    this.#engine = engine;
  }

  get tenant(): string | undefined {
    return this.#engine.tenantOf(this.headers);
  }

  get inSteps(): RequestContext['inSteps'] {
    const socket = this.#socket;
    return async (steps) => {
      const result = await this.#engine.stepRunner.run(steps, () => socket.destroyed);
      if (result === undefined) throw new ClientLeft();
      return result;
    };
  }

  /** The last value of each parameter. */
  get query(): Readonly<Record<string, string>> {
    const start = this.#url.indexOf('?');
    return start === -1 ? nothing : Object.fromEntries(new URLSearchParams(this.#url.slice(start + 1)));
  }
}
