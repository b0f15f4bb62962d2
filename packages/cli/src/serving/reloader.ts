import { isLlmsimError } from '@llmsim/core';
import type { ReloadReport } from '@llmsim/server';
import { loadSettings, type LoadedSettings, type SettingSources } from '../config/load-settings.js';
import type { Settings } from '../config/settings-table.js';
import { describeChange, takeSettings } from '../config/take-settings.js';
import type { Log } from '../log/log.js';

/** What is needed to read settings again. */
export interface ReloaderOptions {
  /** The settings that the server was started with. */
  readonly loaded: LoadedSettings;
  readonly sources: SettingSources;
  /** Called with what came of it. */
  readonly log: Log;
  /**
   * Puts new settings in force.
   * @throws LlmsimError if they cannot be; the old ones stay then
   */
  readonly apply: (settings: Settings) => void | Promise<void>;
}

/** Keeps the settings in force. */
export interface Reloader {
  readonly settings: () => Settings;
  /** Reads the configuration file again, and says what came of it. */
  readonly reload: () => Promise<ReloadReport>;
}

/** Makes a reloader. Calls of `reload` that overlap are done one after the other. */
export function createReloader({ loaded, sources, log, apply }: ReloaderOptions): Reloader {
  const { configFile } = loaded;
  let { settings } = loaded;
  let last: Promise<unknown> = Promise.resolve();

  async function reload(): Promise<ReloadReport> {
    if (configFile === undefined) {
      return refuse('There is no configuration file to read again; start with --config FILE.');
    }
    try {
      const { settings: wanted, warnings } = await loadSettings(sources);
      const change = takeSettings(settings, wanted);
      await apply(change.settings);
      settings = change.settings;
      const message = `${configFile} was read again. ${describeChange(change)}`;
      log.info(message);
      for (const warning of warnings) log.warn(warning);
      return { ok: true, message };
    } catch (error) {
      if (!isLlmsimError(error)) throw error;
      return refuse(`The settings stay as they were. ${error.message}`);
    }
  }

  function refuse(message: string): ReloadReport {
    log.warn(message);
    return { ok: false, message };
  }

  return {
    settings: () => settings,
    reload() {
      const report = last.then(reload);
      last = report.catch(() => undefined);
      return report;
    },
  };
}
