import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import express, { type ErrorRequestHandler, type Express } from 'express';
import {
  createSimulator,
  type ApiFailure,
  type ModelCatalog,
  type Provider,
  type Simulator,
  type WireResponse,
} from '@llmsim/core';
import { createKeyCheck } from './access/api-key.js';
import { allowsOrigin, createCors } from './access/cors.js';
import { createOperationsGuard } from './access/operations-guard.js';
import { createTenantOf, type TenantRule } from './access/tenant.js';
import { openCall } from './calls/open-call.js';
import { asksForRefusal } from './controls/read-call-controls.js';
import type { Engine } from './engine.js';
import { createScenarioService } from './scenarios/scenario-service.js';
import { createTestDesk, type ScenarioSource, type TestDesk } from './scenarios/test-desk.js';
import { createRateLimiter, type RateLimiter } from './limits/rate-limiter.js';
import type { RateLimitOptions } from './limits/rate-limits.js';
import type { OperationsSource, SharedOperations } from './operations/operations-source.js';
import { readProcessUse } from './operations/process-use.js';
import { createRequestId, pathOf } from './request-context.js';
import { createCallRouter, undecodableUrl, type CallRouter } from './routes/call-router.js';
import { createFrontPage } from './routes/front-page.js';
import { findMount, mountPoints, standsAt } from './routes/mount-points.js';
import { createOperationsRouter } from './routes/operations.js';
import { refuseCall, unknownEndpoint } from './routes/refuse-call.js';
import { createReloadRouter, type ReloadReport } from './routes/reload.js';
import { createServerMemory, type ServerMemory, type ServerMemoryOptions } from './server-memory.js';
import { createFaultDesk, type FaultDesk } from './faults/fault-desk.js';
import { createFaultsRouter } from './routes/faults.js';
import { createTestsRouter } from './routes/tests.js';
import { createUpgradeListener, type SocketRoute, type UpgradeListener } from './sockets/upgrade-listener.js';

/** What an app serves, and with what. */
export interface AppOptions extends ServerMemoryOptions {
  /** The APIs that are simulated, each under its own base path. At least one. */
  readonly providers: readonly Provider[];
  /**
   * The name of a provider that is also served without its name in the path: `openai` makes `/v1` an alias of
   * `/openai/v1`. By default none is.
   */
  readonly alias?: string | undefined;
  /** By default one with all its defaults. */
  readonly simulator?: Simulator;
  /** Where the ledger takes prices from; without it, costs are unknown. */
  readonly catalog?: ModelCatalog;
  /** The largest request body, in bytes; 32 MiB by default. */
  readonly bodyLimitBytes?: number | undefined;
  /** How many values the JSON of a request may have, at all levels; 1,000,000 by default. */
  readonly valueLimit?: number | undefined;
  /** How many turns may stream at once; 10,000 by default. One more is answered with 503. */
  readonly maxStreams?: number | undefined;
  /** How many WebSockets may be open at once; 1,000 by default. One more is answered with 503. */
  readonly maxWebSockets?: number | undefined;
  /** The API keys that are accepted on the paths of providers; by default, or if there are none, any and none. */
  readonly apiKeys?: readonly string[] | undefined;
  /**
   * What distinguishes tenants, who can neither read, continue nor delete what another stored: by default `key`, the API
   * key that a request carries, whether or not `apiKeys` lists it. With `none` everybody may.
   */
  readonly tenants?: TenantRule | undefined;
  /** Limits on requests and tokens a minute; by default there are none. */
  readonly rateLimits?: RateLimitOptions | undefined;
  /** Counts against limits instead of `rateLimits`, where several processes count together. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** Whether `x-llmsim-*` headers of a request are obeyed; `true` by default. */
  readonly controlHeaders?: boolean | undefined;
  /** Origins whose pages may use the APIs from a browser; by default `*`, all. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Origins whose pages may read `/llmsim/*`, `/metrics`, `/health` and `/ready` from a browser; by default none. */
  readonly operationsCorsOrigins?: readonly string[] | undefined;
  /**
   * Host names by which a server on loopback may be asked for `/llmsim/*` and `/metrics`, besides addresses and
   * `localhost`; `*` is every name. By default none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /**
   * The key that `/llmsim/*` and `/metrics` want, sent as an API key is. By default they want none, but with `apiKeys`
   * answer only programs on the machine of the server.
   */
  readonly operationsKey?: string | undefined;
  /** Decide what is said, in tests that have none of their own and outside of tests; by default there are none. */
  readonly scenarios?: readonly ScenarioSource[] | undefined;
  /** What is done with a request that no scenario fits, where the files do not say; `refuse` by default. */
  readonly unmatched?: 'refuse' | 'generate' | undefined;
  /** Where tests are kept, where several processes serve together; by default in this one. */
  readonly testDesk?: TestDesk | undefined;
  /** Where failure modes are kept that are asked for meanwhile, where several processes serve together; as above. */
  readonly faultDesk?: FaultDesk | undefined;
  /** Where the statistics and ledgers of all processes are read; by default this process is the only one. */
  readonly shared?: SharedOperations;
  /** The number of the next turn, where several processes count together; by default nobody has to be asked. */
  readonly nextTurnNumber?: () => Promise<number>;
  /** Shown with the statistics: version, address, profile and what else a dashboard may show. */
  readonly describe?: () => Readonly<Record<string, unknown>>;
  /** Reads the settings again; offered as `POST /llmsim/reload` to this machine only. By default it is not offered. */
  readonly reload?: () => Promise<ReloadReport>;
  /** Why `/ready` says no though the server listens; `undefined`, and by default: it says yes unless it drains. */
  readonly notReady?: () => string | undefined;
  /**
   * Called with what the schemas of a request ask for and its reply does not follow, in a sentence; each time. By default
   * nobody is.
   */
  readonly onIgnored?: ((what: string) => void) | undefined;
  /** Called with errors that are defects of llmsim itself; by default they go to standard error. */
  readonly reportDefect?: (error: unknown) => void;
}

/** An app, and what a server does for it besides. */
export interface ServedApp {
  readonly app: Express;
  /**
   * Serves what is below the paths of providers. The app does so too; a server that asks here first spares each such
   * request what Express does to find its way, a third of what a small reply costs.
   */
  readonly serveCall: CallRouter;
  /** Takes requests that want to become WebSockets. */
  readonly upgrade: UpgradeListener;
  /** Answers a request that does not get to the app, in the words of the API whose path it asks for. */
  refuse(request: IncomingMessage, response: ServerResponse, failure: ApiFailure): void;
  /** Whether a request that asks before it sends its body is to be refused by its head. */
  refusesBody(request: IncomingMessage): boolean;
  /** An error that nobody knows the path of; `undefined` if there is no provider. */
  encodeFailure(failure: ApiFailure): WireResponse | undefined;
}

/**
 * An Express app that simulates the given APIs. It can listen by itself or be mounted in another app; mounted, it
 * wants to come before anything that reads bodies or compresses replies. WebSockets need a server: `startServer`.
 *
 * @throws LlmsimError LLMSIM_OPTION for an alias of no provider, or a rate limit that is not greater than 0
 */
export function createApp(options: AppOptions): Express {
  return createAppWithMemory(options, createServerMemory(options)).app;
}

/** As `createApp`, with a memory that other apps before and after it share, and all that a server needs. */
export function createAppWithMemory(options: AppOptions, memory: ServerMemory): ServedApp {
  const { providers, corsOrigins = ['*'], operationsCorsOrigins = [] } = options;
  const engine = createEngine(options, memory);
  const mounts = mountPoints(providers, options.alias);
  const providerOf = (path: string): Provider | undefined =>
    findMount(mounts, path)?.provider ?? providers[0];
  const refuse = (request: IncomingMessage, response: ServerResponse, failure: ApiFailure): void => {
    const provider = providerOf(pathOf(request));
    if (provider === undefined) response.destroy();
    else
      void refuseCall(openCall(engine, request, { provider, endpoint: unknownEndpoint }), failure, response);
  };
  const serveCall = createCallRouter(engine, mounts, corsOrigins);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  if (operationsCorsOrigins.length > 0) {
    app.use(['/llmsim', '/metrics', '/health', '/ready'], createCors(operationsCorsOrigins));
  }
  app.use(
    ['/llmsim', '/metrics'],
    createOperationsGuard({
      isOnLoopback: () => memory.isOnLoopback,
      allowedHosts: options.allowedHosts ?? [],
      operationsKey: options.operationsKey,
      apisWantKey: engine.acceptsKey !== undefined,
    }),
  );
  app.use(createOperationsRouter(createOperationsSource(options, memory, engine)));
  app.use(createTestsRouter(engine.scenarios));
  app.use(createFaultsRouter(faultDeskOf(options, memory)));
  if (options.reload !== undefined) app.use(createReloadRouter(options.reload));
  app.use((request, response, next) => {
    if (!serveCall(request, response)) next();
  });
  app.use(createFrontPage(mounts));
  app.use((request, response) =>
    refuse(
      request,
      response,
      nothingThere(
        request,
        mounts.flatMap(({ owns }) => owns),
      ),
    ),
  );
  app.use(((error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // What Express cannot read: a path with broken escapes, for one. Its own reply would be a page with a stack trace.
    const isClientsFault = error instanceof URIError;
    if (!isClientsFault) engine.reportDefect(error);
    refuse(request, response, isClientsFault ? undecodableUrl : { kind: 'server-error' });
  }) satisfies ErrorRequestHandler);

  const sockets = new Map<string, SocketRoute>();
  for (const mount of mounts) {
    const { provider, at } = mount;
    for (const endpoint of provider.endpoints) {
      if (!standsAt(mount, endpoint.path)) continue;
      if (endpoint.type === 'socket') sockets.set(`${at}${endpoint.path}`, { provider, endpoint });
      else if (endpoint.type !== 'lookup') memory.stats.addEndpoint(endpoint.name);
    }
  }
  return {
    app,
    serveCall,
    upgrade: createUpgradeListener(engine, sockets, providerOf),
    refuse,
    refusesBody: ({ headers, url = '' }) => engine.controlHeaders && asksForRefusal(headers, url),
    encodeFailure: (failure) => providers[0]?.encodeFailure(failure, { requestId: createRequestId() }),
  };
}

/** The answer to a request below no provider's path. */
function nothingThere(request: IncomingMessage, paths: readonly string[]): ApiFailure {
  return {
    kind: 'not-found',
    message: `There is nothing at ${request.method ?? 'GET'} ${pathOf(request)}. This server simulates APIs below ${paths.join(', ')}.`,
  };
}

function createEngine(options: AppOptions, memory: ServerMemory): Engine {
  const { apiKeys = [], corsOrigins = ['*'] } = options;
  return {
    simulator: options.simulator ?? createSimulator(),
    clock: memory.clock,
    arrivals: memory.arrivals,
    stats: memory.stats,
    heartbeat: memory.heartbeat,
    writeJournal: memory.writeJournal,
    load: memory.load,
    stepRunner: memory.stepRunner,
    buffers: memory.buffers,
    sockets: memory.sockets,
    messageTurns: memory.messageTurns,
    maxStreams: options.maxStreams ?? 10_000,
    maxWebSockets: options.maxWebSockets ?? 1000,
    limiter: options.rateLimiter ?? keepLimiter(options.rateLimits, memory),
    acceptsKey: apiKeys.length === 0 ? undefined : createKeyCheck(apiKeys),
    tenantOf: createTenantOf(options.tenants ?? 'key'),
    allowsOrigin: (origin) => allowsOrigin(corsOrigins, origin),
    controlHeaders: options.controlHeaders ?? true,
    scenarios: createScenarioService({
      scenarios: options.scenarios ?? [],
      unmatched: options.unmatched ?? 'refuse',
      desk:
        options.testDesk ??
        (memory.testDesk ??= createTestDesk(() => memory.clock.nowMs(), options.onTestRequest)),
    }),
    askedFaults: memory.askedFaults,
    nextTurnNumber: options.nextTurnNumber,
    bodyLimitBytes: options.bodyLimitBytes ?? 32 * 1024 * 1024,
    valueLimit: options.valueLimit ?? 1_000_000,
    onIgnored: options.onIgnored,
    reportDefect:
      options.reportDefect ?? ((error) => process.stderr.write(`llmsim: defect: ${describeError(error)}\n`)),
  };
}

/** Where failure modes are kept that are asked for while the server runs. */
function faultDeskOf(options: AppOptions, memory: ServerMemory): FaultDesk {
  const { askedFaults } = memory;
  return options.faultDesk ?? (memory.faultDesk ??= createFaultDesk((list) => askedFaults.take(list)));
}

/** The limiter for the given limits: what was used stays used while they do not change. */
function keepLimiter(limits: RateLimitOptions | undefined, memory: ServerMemory): RateLimiter | undefined {
  if (limits === undefined) return undefined;
  if (memory.limiter === undefined || !isDeepStrictEqual(memory.limiter.limits, limits)) {
    memory.limiter = { limits, limiter: createRateLimiter(limits) };
  }
  return memory.limiter.limiter;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function createOperationsSource(options: AppOptions, memory: ServerMemory, engine: Engine): OperationsSource {
  const { shared, catalog, describe } = options;
  const { clock, stats, ledger, load, sockets } = memory;
  const { limiter } = engine;
  const ownStats = () => stats.exportState(clock.nowMs());
  return {
    stats: shared?.stats ?? ownStats,
    processUse: shared?.processUse ?? readProcessUse,
    mark: shared?.mark ?? ((name) => memory.marks.set(name, ownStats())),
    since: shared?.since ?? ((name) => memory.marks.since(name, ownStats())),
    requests:
      shared !== undefined
        ? shared.requests
        : ledger && ((filter) => ledger.entries(filter, (model) => catalog?.resolve(model).prices)),
    rateLimits: limiter === undefined ? undefined : () => limiter.snapshot(clock.nowMs()),
    notReady: () =>
      memory.isDraining
        ? 'draining: open requests are finished, no new ones are taken'
        : options.notReady?.(),
    describe: () => ({
      ...describe?.(),
      limits: {
        streams: { limit: engine.maxStreams, used: load.streams },
        websockets: { limit: engine.maxWebSockets, used: sockets.size },
      },
    }),
  };
}
