import { Router, type Request, type Response } from 'express';
import type { Provider } from '@llmsim/core';
import type { Engine } from '../engine.js';
import { createGenerationHandler } from './generation.js';
import { createLookupHandler } from './lookup.js';
import { refuse } from './refuse.js';

/** All endpoints of one provider that are served over plain HTTP, and its own words for a wrong path or method. */
export function createProviderRouter(engine: Engine, provider: Provider): Router {
  const router = Router({ caseSensitive: true });
  const paths = new Set<string>();
  for (const endpoint of provider.endpoints) {
    if (endpoint.type === 'socket') continue;
    paths.add(endpoint.path);
    const handler =
      endpoint.type === 'generation'
        ? createGenerationHandler(engine, provider, endpoint)
        : createLookupHandler(engine, provider, endpoint);
    router[endpoint.method.toLowerCase() as 'get' | 'post' | 'delete'](endpoint.path, handler);
  }
  const refuseMethod = (request: Request, response: Response) =>
    refuse(provider, { kind: 'method-not-allowed' }, request, response);
  for (const path of paths) router.all(path, refuseMethod);
  router.use((request, response) => refuse(provider, { kind: 'not-found' }, request, response));
  return router;
}
