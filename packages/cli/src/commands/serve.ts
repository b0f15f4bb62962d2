import { setTimeout as createTimer } from 'node:timers';
import { isLlmsimError, tokenCounterForModel } from '@llmsim/core';
import { startServer, type AppOptions, type ReloadReport } from '@llmsim/server';
import { compose, createStore } from '../composition/compose.js';
import { loadSettings, type SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { describeChange, takeSettings } from '../config/take-settings.js';
import { openLog } from '../log/open-log.js';
import { programVersion } from '../program-version.js';
import { showWelcome } from '../show-welcome.js';
import type { Surroundings } from '../surroundings.js';
import { waitForEnd } from './wait-for-end.js';

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
  const version = programVersion();
  const store = createStore();
  const log = openLog(settings, surroundings.stderr);

  function makeAppOptions(given: Settings): AppOptions {
    return {
      ...compose(given, store),
      bodyLimitBytes: given['server.body_limit'],
      describe: () => ({ version, url: server.url, profile: given['latency.profile'] }),
      reload,
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
  const server = await startServer({
    ...appOptions,
    host: settings['server.host'],
    port: settings['server.port'],
  });
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
  createTimer(() => tokenCounterForModel('gpt-5').count('warm-up'), warmUpAfterMs).unref();

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
