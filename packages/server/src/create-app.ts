import express, { Router, type Express, type Request, type Response } from 'express';
import { createSimulator, type ModelCatalog, type Provider, type Simulator } from '@llmsim/core';
import { sendWireResponse } from './delivery/send-wire-response.js';
import type { Engine } from './engine.js';
import type { OperationsSource, SharedOperations } from './operations/operations-source.js';
import { createRequestId, pathOf } from './request-context.js';
import { createGenerationHandler } from './routes/generation.js';
import { createLookupHandler } from './routes/lookup.js';
import { createOperationsRouter } from './routes/operations.js';
import { createReloadRouter, type ReloadReport } from './routes/reload.js';
import { createServerMemory, type ServerMemory, type ServerMemoryOptions } from './server-memory.js';

/** What an app serves, and with what. */
export interface AppOptions extends ServerMemoryOptions {
  /** The APIs that are simulated, each under its own base path. At least one. */
  readonly providers: readonly Provider[];
  /** By default one with all its defaults. */
  readonly simulator?: Simulator;
  /** Where the ledger takes prices from; without it, costs are unknown. */
  readonly catalog?: ModelCatalog;
  /** The largest request body, in bytes; 32 MiB by default. */
  readonly bodyLimitBytes?: number;
  /** Where the statistics and ledgers of all processes are read; by default this process is the only one. */
  readonly shared?: SharedOperations;
  /** The number of the next turn, where several processes count together; by default nobody has to be asked. */
  readonly nextTurnNumber?: () => Promise<number>;
  /** Told with the statistics: version, address, profile and what else a dashboard may show. */
  readonly describe?: () => Readonly<Record<string, unknown>>;
  /** Reads the settings again; offered as `POST /llmsim/reload` to this machine only. By default it is not offered. */
  readonly reload?: () => Promise<ReloadReport>;
  /** Hears of errors that are defects of llmsim itself; by default they go to standard error. */
  readonly reportDefect?: (error: unknown) => void;
}

/**
 * An Express app that simulates the given APIs. It can listen by itself or be mounted in another app; mounted, it
 * wants to come before anything that reads bodies or compresses replies.
 */
export function createApp(options: AppOptions): Express {
  return createAppWithMemory(options, createServerMemory(options));
}

/** As `createApp`, with a memory that other apps before and after it share. */
export function createAppWithMemory(options: AppOptions, memory: ServerMemory): Express {
  const { clock, stats, heartbeat, ledger } = memory;
  const { shared } = options;
  const engine: Engine = {
    simulator: options.simulator ?? createSimulator(),
    clock,
    stats,
    heartbeat,
    nextTurnNumber: options.nextTurnNumber,
    bodyLimitBytes: options.bodyLimitBytes ?? 32 * 1024 * 1024,
    reportDefect:
      options.reportDefect ?? ((error) => process.stderr.write(`llmsim: defect: ${describeError(error)}\n`)),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  const source: OperationsSource = {
    stats: shared?.stats ?? (() => stats.exportState(clock.nowMs())),
    requests:
      ledger === undefined
        ? undefined
        : (shared?.requests ??
          ((filter) => ledger.entries(filter, (model) => options.catalog?.find(model)?.prices))),
    notReady: () =>
      memory.isDraining ? 'draining: open requests are finished, no new ones are taken' : undefined,
    describe: options.describe ?? (() => ({})),
  };
  app.use(createOperationsRouter(source));
  if (options.reload !== undefined) app.use(createReloadRouter(options.reload));
  for (const provider of options.providers)
    app.use(provider.basePath, createProviderRouter(engine, provider));
  const [first] = options.providers;
  if (first !== undefined) app.use(createRefusal(first, 'not-found'));
  return app;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** All endpoints of one provider, and its own words for a wrong path or method. */
function createProviderRouter(engine: Engine, provider: Provider): Router {
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
  for (const path of paths) router.all(path, createRefusal(provider, 'method-not-allowed'));
  router.use(createRefusal(provider, 'not-found'));
  return router;
}

function createRefusal(provider: Provider, kind: 'not-found' | 'method-not-allowed') {
  return (request: Request, response: Response): void => {
    const requestId = createRequestId();
    const context = { requestId, method: request.method, path: pathOf(request), headers: request.headers };
    const headers = provider.replyHeaders?.({ requestId, processingMs: 0 }) ?? {};
    sendWireResponse(response, provider.encodeFailure({ kind }, context), headers);
  };
}
