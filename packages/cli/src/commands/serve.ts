import cluster from 'node:cluster';
import { setTimeout as createTimer } from 'node:timers';
import { isLlmsimError, tokenCounterForModel } from '@llmsim/core';
import {
  joinWorkers,
  startServer,
  type AppOptions,
  type IpcPort,
  type LedgerFilter,
  type ReloadReport,
  type RunningServer,
  type WorkerLink,
} from '@llmsim/server';
import { compose, createStore } from '../composition/compose.js';
import { loadSettings, type SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { describeChange, takeSettings } from '../config/take-settings.js';
import { openLog } from '../log/open-log.js';
import { programVersion } from '../program-version.js';
import { showWelcome } from '../show-welcome.js';
import type { Surroundings } from '../surroundings.js';
import { countWorkers, serveWithWorkers } from './serve-with-workers.js';
import { waitForEnd } from './wait-for-end.js';
import { liveAsWorker, shareOf, startInWorker } from './worker-life.js';

/** What a serving program was started with. */
export type ServeOptions = Pick<SettingSources, 'configFile' | 'flags'>;

/** Sent to the program that started this one, once the server listens. */
export interface ListeningMessage {
  readonly type: 'llmsim:listening';
  readonly url: string;
}

/**
 * Loading the table of an encoding takes some 300 ms, in which nothing is answered. So it waits until whoever waits
 * for the start has seen it.
 */
const warmUpAfterMs = 300;

/**
 * Serves until a signal ends it.
 * @returns the exit code
 * @throws ConfigError, or LlmsimError LLMSIM_LISTEN or LLMSIM_LOG
 */
export async function serve(options: ServeOptions, surroundings: Surroundings): Promise<number> {
  const sources = { ...options, environment: surroundings.environment };
  const loaded = await loadSettings(sources);
  const { configFile } = loaded;
  let { settings } = loaded;
  const workers = countWorkers(settings);
  if (workers > 1 && cluster.isPrimary) return serveWithWorkers(loaded, sources, surroundings);
  const version = programVersion();
  const life = cluster.isWorker ? liveAsWorker(surroundings) : undefined;
  const link: WorkerLink | undefined =
    life &&
    joinWorkers(process as IpcPort, {
      'worker.stats': () => server.own.stats(),
      'worker.requests': (filter: LedgerFilter) => server.own.requests(filter),
      'worker.reload': () => takeNewSettings(),
      'worker.close': ({ drainMs }: { drainMs: number }) => life.close(server, drainMs),
    });
  const store = link?.store ?? createStore();
  const log = openLog(settings, surroundings.stderr);

  function makeAppOptions(given: Settings): AppOptions {
    const composed = compose(given, store);
    const together: Partial<AppOptions> | undefined = link && {
      rateLimiter: composed.rateLimits && link.rateLimiter,
      shared: link.operations,
      nextTurnNumber: () => link.nextTurnNumber(),
      maxStreams: shareOf(given['server.max_streams'], workers),
      maxWebSockets: shareOf(given['server.max_websockets'], workers),
    };
    return {
      ...composed,
      ...together,
      describe: () => ({ version, url: server.url, profile: given['latency.profile'] }),
      reload:
        link === undefined ? reload : async () => (await link.primary.call('all.reload')) as ReloadReport,
      onRequestEnd: (request) => log.request(request),
      reportDefect: (error) => log.error(describeDefect(error)),
    };
  }

  async function reload(): Promise<ReloadReport> {
    const report = await takeNewSettings();
    if (report.ok) log.info(report.message);
    else log.warn(report.message);
    return report;
  }

  async function takeNewSettings(): Promise<ReloadReport> {
    if (configFile === undefined) {
      return {
        ok: false,
        message: 'There is no configuration file to read again; start with --config FILE.',
      };
    }
    try {
      const change = takeSettings(settings, (await loadSettings(sources)).settings);
      const appOptions = makeAppOptions(change.settings);
      log.reopen(change.settings);
      settings = change.settings;
      server.reconfigure(appOptions);
      return { ok: true, message: `${configFile} was read again. ${describeChange(change)}` };
    } catch (error) {
      if (!isLlmsimError(error)) throw error;
      return { ok: false, message: `The settings stay as they were. ${error.message}` };
    }
  }

  const appOptions = makeAppOptions(settings);
  const start = () =>
    startServer({
      ...appOptions,
      host: settings['server.host'],
      port: settings['server.port'],
      maxConnections: shareOf(settings['server.max_connections'], workers),
    });
  const server: RunningServer = link === undefined ? await start() : await startInWorker(link, start);
  createTimer(() => tokenCounterForModel('gpt-5').count('warm-up'), warmUpAfterMs).unref();
  if (life !== undefined) {
    await life.ending;
    life.leave();
    log.close();
    return 0;
  }
  surroundings.stdout.write(
    showWelcome({
      version,
      url: server.url,
      providers: appOptions.providers,
      logFile: settings['log.file'],
      colors: surroundings.stdout.hasColors?.() ?? false,
    }),
  );
  surroundings.notifyParent({ type: 'llmsim:listening', url: server.url } satisfies ListeningMessage);

  await waitForEnd(surroundings, {
    reload: () => void reload(),
    end(isFirst) {
      const drainMs = isFirst ? settings['server.drain_timeout_ms'] : 0;
      if (isFirst) log.info(`Ending; open streams get ${drainMs / 1000} s. Ctrl-C again ends at once.`);
      return server.close(drainMs);
    },
  });
  log.close();
  return 0;
}

function describeDefect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
