import { availableParallelism } from 'node:os';
import { isLlmsimError, LlmsimError } from '@llmsim/core';
import {
  createRateLimiter,
  shareRateLimiter,
  shareStateStore,
  shareTurnNumbers,
  startWorkers,
  type RateLimiter,
  type ReloadReport,
} from '@llmsim/server';
import { compose, createStore } from '../composition/compose.js';
import { rateLimitsOf } from '../composition/rate-limits.js';
import { loadSettings, type LoadedSettings, type SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { describeChange, takeSettings } from '../config/take-settings.js';
import { openLog } from '../log/open-log.js';
import { programVersion } from '../program-version.js';
import { showWelcome } from '../show-welcome.js';
import type { Surroundings } from '../surroundings.js';
import type { ListeningMessage } from './serve.js';
import { waitForEnd } from './wait-for-end.js';

/** How many processes the settings ask for. */
export function countWorkers(settings: Settings): number {
  const { 'server.workers': workers } = settings;
  return workers === 'auto' ? availableParallelism() : workers;
}

/**
 * Serves with several processes until a signal ends it. This process keeps what must be one (stored replies, limits,
 * the order of sequences) and watches over the others, which run the same command line and do the serving.
 * @returns the exit code
 * @throws LlmsimError LLMSIM_LISTEN if the workers cannot listen
 */
export async function serveWithWorkers(
  { configFile, settings: initial }: LoadedSettings,
  sources: SettingSources,
  surroundings: Surroundings,
): Promise<number> {
  let settings = initial;
  const version = programVersion();
  const count = countWorkers(settings);
  const store = createStore();
  const log = openLog(settings, surroundings.stderr);
  let limiter = makeLimiter(settings);

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
      log.reopen(change.settings);
      if (JSON.stringify(rateLimitsOf(change.settings)) !== JSON.stringify(rateLimitsOf(settings))) {
        limiter = makeLimiter(change.settings);
      }
      settings = change.settings;
      await workers.callAll('worker.reload');
      return { ok: true, message: `${configFile} was read again. ${describeChange(change)}` };
    } catch (error) {
      if (!isLlmsimError(error)) throw error;
      return { ok: false, message: `The settings stay as they were. ${error.message}` };
    }
  }

  const workers = startWorkers({
    count,
    shared: {
      ...shareStateStore(store),
      ...shareTurnNumbers(),
      ...shareRateLimiter(
        () => limiter,
        () => performance.now(),
      ),
      'all.reload': reload,
    },
    onReplaced: (processId, reason) => {
      log.warn(`Worker ${processId ?? ''} ended (${reason}) and was replaced; its open requests were lost.`);
    },
  });
  let url: string;
  try {
    url = String(await workers.ready);
  } catch (error) {
    await workers.close(0);
    throw new LlmsimError('LLMSIM_LISTEN', error instanceof Error ? error.message : String(error));
  }
  surroundings.stdout.write(
    showWelcome({
      version,
      url,
      providers: compose(settings, store).providers,
      logFile: settings['log.file'],
      colors: surroundings.stdout.hasColors?.() ?? false,
    }),
  );
  log.info(`${count} workers serve.`);
  surroundings.notifyParent({ type: 'llmsim:listening', url } satisfies ListeningMessage);

  await waitForEnd(surroundings, {
    reload: () => void reload(),
    end(isFirst) {
      const drainMs = isFirst ? settings['server.drain_timeout_ms'] : 0;
      if (isFirst) log.info(`Ending; open streams get ${drainMs / 1000} s. Ctrl-C again ends at once.`);
      return workers.close(drainMs);
    },
  });
  log.close();
  return 0;
}

function makeLimiter(settings: Settings): RateLimiter | undefined {
  const limits = rateLimitsOf(settings);
  return limits === undefined ? undefined : createRateLimiter(limits);
}
