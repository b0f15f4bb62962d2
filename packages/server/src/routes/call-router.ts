import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiFailure, Provider } from '@llmsim/core';
import { match, type MatchFunction } from 'path-to-regexp';
import { createCors } from '../access/cors.js';
import { openCall } from '../calls/open-call.js';
import { waitForTurn } from '../delivery/wait-for-turn.js';
import type { Engine } from '../engine.js';
import { localPathOf } from '../request-context.js';
import { findMount, standsAt, type MountPoint } from './mount-points.js';
import { refuseCall, unknownEndpoint } from './refuse-call.js';
import { takeTestFromPath } from '../scenarios/test-id.js';
import { serveCall, type HttpEndpoint } from './serve-call.js';

/**
 * Serves a request if its path is below that of a provider.
 * @returns whether it is
 */
export type CallRouter = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Route {
  readonly provider: Provider;
  readonly endpoint: HttpEndpoint;
}

/** The answer to a request whose path has broken escapes. */
export const undecodableUrl: ApiFailure = {
  kind: 'invalid-request',
  message: 'The URL of the request cannot be decoded.',
};

/** A path with parameters, and the endpoints at it by method. */
interface PatternRoutes {
  readonly match: MatchFunction<Record<string, string | string[]>>;
  readonly byMethod: Map<string, Route>;
}

type Params = Readonly<Record<string, string>>;

/**
 * The one way to all endpoints of all providers that are called over HTTP. It looks at whole paths, most of which have
 * no parameters, so that finding the way costs next to nothing.
 *
 * @param corsOrigins - whose pages may use the APIs from a browser
 */
export function createCallRouter(
  engine: Engine,
  mounts: readonly MountPoint[],
  corsOrigins: readonly string[],
): CallRouter {
  const exact = new Map<string, Map<string, Route>>();
  const patterns = new Map<string, PatternRoutes>();
  for (const mount of mounts) {
    const { provider, at } = mount;
    for (const endpoint of provider.endpoints) {
      if (endpoint.type === 'socket' || !standsAt(mount, endpoint.path)) continue;
      const path = `${at}${endpoint.path}`;
      let byMethod = exact.get(path) ?? patterns.get(path)?.byMethod;
      if (byMethod === undefined) {
        byMethod = new Map();
        if (/[:*]/.test(path)) patterns.set(path, { match: match(path, { sensitive: true }), byMethod });
        else exact.set(path, byMethod);
      }
      if (!byMethod.has(endpoint.method)) byMethod.set(endpoint.method, { provider, endpoint });
    }
  }
  const cors = createCors(corsOrigins);

  /** @throws URIError if the path cannot be decoded */
  const find = (path: string, method: string): { route: Route; params?: Params } | ApiFailure => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const known = exact.get(path) ?? exact.get(path.replace(/\/$/, ''));
    const route = known?.get(wanted);
    if (route !== undefined) return { route };
    let isKnown = known !== undefined;
    for (const pattern of patterns.values()) {
      const found = pattern.match(path);
      if (found === false) continue;
      isKnown = true;
      const matching = pattern.byMethod.get(wanted);
      if (matching !== undefined) return { route: matching, params: joinSegments(found.params) };
    }
    return { kind: isKnown ? 'method-not-allowed' : 'not-found' };
  };

  const serve = (
    provider: Provider,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<unknown> => {
    let found: ReturnType<typeof find>;
    try {
      found = find(path, request.method ?? 'GET');
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      found = undecodableUrl;
    }
    if ('kind' in found) {
      const opening = openCall(engine, request, { provider, endpoint: unknownEndpoint });
      return refuseCall(opening, found, response);
    }
    const { route, params } = found;
    const { endpoint } = route;
    const opening = openCall(engine, request, { provider, endpoint: endpoint.name ?? 'lookup', params });
    return serveCall(endpoint, opening, request, response);
  };
  const serveInOrder = async (...call: Parameters<typeof serve>): Promise<void> => {
    const [, , request, response] = call;
    if (response.socket === null) await waitForTurn(request, response);
    await serve(...call);
  };

  return (request, response) => {
    if (engine.controlHeaders) takeTestFromPath(request);
    const path = localPathOf(request);
    const mount = findMount(mounts, path);
    if (mount === undefined) return false;
    const goOn = () => {
      serveInOrder(mount.provider, path, request, response).catch((error: unknown) => {
        engine.reportDefect(error);
        response.destroy();
      });
    };
    // Nearly all requests come from programs, and name no origin.
    if (request.headers.origin === undefined) goOn();
    else cors(request, response, goOn);
    return true;
  };
}

/** The values of the path's parameters; the segments of a wildcard are put together again. */
function joinSegments(params: Readonly<Record<string, string | readonly string[]>>): Params {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.join('/'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
