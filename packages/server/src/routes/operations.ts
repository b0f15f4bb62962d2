import { Router, type Request, type Response } from 'express';
import { summarizeStats } from '@llmsim/core';
import type { MetricsPage } from '../operations/metrics.js';
import type { OperationsSource } from '../operations/operations-source.js';
import type { LedgerFilter } from '../operations/request-ledger.js';

/** What the server shows of itself, outside every provider's paths. */
export function createOperationsRouter(source: OperationsSource): Router {
  const router = Router({ caseSensitive: true });

  router.get('/health', (_request, response) => {
    response.json({ status: 'ok', service: 'llmsim' });
  });

  router.get('/ready', (_request, response) => {
    const reason = source.notReady();
    if (reason === undefined) response.json({ status: 'ready', service: 'llmsim' });
    else response.status(503).json({ status: 'not ready', service: 'llmsim', reason });
  });

  router.post('/llmsim/stats/mark', async (request: Request, response: Response) => {
    const name = readMarkName(request.query['name']);
    if (name === undefined) {
      response.status(400).json({ error: { message: wrongMarkName } });
      return;
    }
    await source.mark(name);
    response.json({ mark: name });
  });

  router.get('/llmsim/stats', async (request: Request, response: Response) => {
    const { since } = request.query;
    const name = typeof since === 'string' ? since : '';
    const state = since === undefined ? await source.stats() : await source.since(name);
    if (state === undefined) {
      const message = `There is no mark "${name}". Set one with POST /llmsim/stats/mark?name=NAME.`;
      response.status(404).json({ error: { message } });
      return;
    }
    const snapshot = summarizeStats(state);
    response.json({
      ...snapshot,
      rate_limits: (await source.rateLimits?.()) ?? null,
      server: source.describe(),
    });
  });

  const { requests } = source;
  if (requests !== undefined) {
    router.get('/llmsim/requests', async (request: Request, response: Response) => {
      const filter = readFilter(request.query);
      if (typeof filter === 'string') {
        response.status(400).json({ error: { message: filter } });
        return;
      }
      const entries = await requests(filter);
      const asLines =
        request.query['format'] === 'ndjson' ||
        request.accepts(['json', 'application/x-ndjson']) === 'application/x-ndjson';
      if (!asLines) response.json({ requests: entries });
      else
        response
          .type('application/x-ndjson')
          .send(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    });
  }

  // Loaded when first scraped: most servers never are, and every start would pay for it.
  let metrics: Promise<MetricsPage> | undefined;
  router.get('/metrics', async (_request, response) => {
    metrics ??= import('../operations/metrics.js').then(({ createMetricsPage }) =>
      createMetricsPage(
        () => source.stats(),
        source.rateLimits,
        () => source.processUse(),
      ),
    );
    const page = await metrics;
    response.set('content-type', page.contentType).send(await page.render());
  });

  return router;
}

const wrongMarkName =
  'Parameter "name" must have 1 to 64 letters, digits, dots, hyphens or underscores, or be left out.';

/** The name that a mark is to have, `default` if none is given; `undefined`: it cannot have that one. */
function readMarkName(given: unknown): string | undefined {
  const name = given ?? 'default';
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : undefined;
}

const filterKeys = ['model', 'endpoint', 'outcome', 'id', 'test'] as const;
const numberKeys = ['status', 'limit'] as const;

/** The filter that a query asks for, or what is wrong with it. */
function readFilter(query: Request['query']): LedgerFilter | string {
  const known: readonly string[] = [...filterKeys, ...numberKeys, 'format'];
  const filter: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(query)) {
    if (!known.includes(key)) return `Unknown parameter "${key}". There are: ${known.join(', ')}.`;
    if (typeof value !== 'string') return `Parameter "${key}" may be given once.`;
    if (!(numberKeys as readonly string[]).includes(key)) filter[key] = value;
    else if (/^\d+$/.test(value)) filter[key] = Number(value);
    else return `Parameter "${key}" must be a whole number; found "${value}".`;
  }
  return filter;
}
