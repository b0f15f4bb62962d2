import { Router } from 'express';
import type { Engine } from '../engine.js';

/** What the server tells of itself, outside every provider's paths. */
export function createOperationsRouter(
  engine: Engine,
  describe: () => Readonly<Record<string, unknown>>,
): Router {
  const router = Router({ caseSensitive: true });
  router.get('/health', (_request, response) => {
    response.json({ status: 'ok', service: 'llmsim' });
  });
  router.get('/llmsim/stats', (_request, response) => {
    response.json({ ...engine.stats.snapshot(engine.clock.nowMs()), server: describe() });
  });
  return router;
}
