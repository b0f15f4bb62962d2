import { randomUUID } from 'node:crypto';
import cluster from 'node:cluster';
import { LlmsimError } from '@llmsim/core';
import {
  createFaultDesk,
  createRateLimiter,
  createTestDesk,
  reservePort,
  shareFaultDesk,
  shareRateLimiter,
  shareRunningCalls,
  shareStateStore,
  shareTestDesk,
  shareTurnNumbers,
  startWorkers,
  type RunningWorkers,
  type TestDesk,
} from '@llmsim/server';
import { compose, createMemory } from '../composition/compose.js';
import type { LoadedSettings, SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { openLog } from '../log/open-log.js';
import type { Runtime } from '../runtime.js';
import { createReloader } from './reloader.js';
import { runUntilEnd } from './run-until-end.js';
import type { Assignment } from './serve-as-worker.js';
import { warnOfExposedKeys } from './warn-of-exposed-keys.js';
import { workerCommand } from './worker-command.js';

/**
 * Serves with several processes until a signal ends them. This one serves nothing itself: it keeps what must be one
 * (settings, stored replies, limits, the order of sequences) and watches over the others.
 * @param count - how many
 * @throws LlmsimError LLMSIM_LISTEN if the workers cannot listen, or LLMSIM_LOG
 */
export async function serveWithWorkers(
  count: number,
  loaded: LoadedSettings,
  sources: SettingSources,
  runtime: Runtime,
  testDesk: TestDesk = createTestDesk(() => performance.now()),
): Promise<void> {
  const memory = createMemory();
  const log = openLog(loaded.settings, runtime.stderr);
  warnOfExposedKeys(loaded, log);
  const ownSeed = randomUUID();
  const { 'server.host': host, 'server.port': givenPort } = loaded.settings;
  const port = givenPort === 0 ? ((await reservePort(host)) ?? 0) : givenPort;
  let current = compose(loaded.settings, memory);
  let limiter = makeLimiter(current.rateLimits);

  let warm = 0;
  let announceWarm: () => void = () => undefined;
  const allWarm = new Promise<void>((resolve) => {
    announceWarm = resolve;
  });

  /** What a worker is to do. Without a seed they all draw from one of ours, so that they say the same. */
  const assign = (settings: Settings): Assignment => ({
    settings: { ...settings, seed: settings.seed ?? ownSeed, 'server.port': port },
    workers: count,
  });

  const reloader = createReloader({
    loaded,
    sources,
    log,
    async apply(changed) {
      const next = compose(changed, memory);
      log.reopen(changed);
      if (JSON.stringify(next.rateLimits) !== JSON.stringify(current.rateLimits)) {
        limiter = makeLimiter(next.rateLimits);
      }
      current = next;
      await workers.callAll('worker.reload', assign(changed));
    },
  });

  // What a worker runs, and not this command line again: that might read other settings by then.
  cluster.setupPrimary({ args: [workerCommand] });
  const workers = startWorkers({
    count,
    ledgerSize: loaded.settings['server.requests_log'],
    priceOf: (model) => current.catalog?.resolve(model).prices,
    shared: {
      ...shareStateStore(memory.store),
      ...shareRunningCalls((method, params) => workers.callAll(method, params)),
      ...shareTurnNumbers(),
      ...shareTestDesk(testDesk),
      ...shareFaultDesk(createFaultDesk((list) => workers.callAll('worker.faults', list))),
      ...shareRateLimiter(
        () => limiter,
        () => performance.now(),
      ),
      'worker.assignment': () => assign(reloader.settings()),
      'all.reload': reloader.reload,
      // Any of them may be asked whether the server is ready, so none says yes before all can.
      'workers.warm': () => {
        warm += 1;
        if (warm >= count) announceWarm();
        return allWarm;
      },
    },
    onReplaced: (processId, reason) => {
      log.warn(`Worker ${processId ?? ''} ended (${reason}) and was replaced; its open requests were lost.`);
    },
  });
  const url = await urlOf(workers);
  log.info(`${count} workers serve.`);
  await runUntilEnd(
    { url, providers: current.providers, reloader, log, close: (drainMs) => workers.close(drainMs) },
    runtime,
  );
  await log.close();
}

async function urlOf(workers: RunningWorkers): Promise<string> {
  try {
    return String(await workers.ready);
  } catch (error) {
    await workers.close(0);
    throw new LlmsimError('LLMSIM_LISTEN', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function makeLimiter(limits: Parameters<typeof createRateLimiter>[0] | undefined) {
  return limits === undefined ? undefined : createRateLimiter(limits);
}
