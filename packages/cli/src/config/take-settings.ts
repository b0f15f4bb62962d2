import { isDeepStrictEqual } from 'node:util';
import { settingPaths, settingsTable, type SettingPath, type Settings } from './settings-table.js';

/** What becomes of settings that were read again. */
export interface SettingsChange {
  /** What is in force from now on. */
  readonly settings: Settings;
  /** The settings that changed. */
  readonly taken: readonly SettingPath[];
  /** The settings that would change with a restart, and until then stay as they were. */
  readonly kept: readonly SettingPath[];
}

/** Takes new settings, as far as a running server can. */
export function takeSettings(running: Settings, wanted: Settings): SettingsChange {
  const changed = settingPaths.filter((path) => !isDeepStrictEqual(wanted[path], running[path]));
  const kept = changed.filter((path) => settingsTable[path].needsRestart);
  const taken = changed.filter((path) => !settingsTable[path].needsRestart);
  return {
    settings: { ...wanted, ...Object.fromEntries(kept.map((path) => [path, running[path]])) },
    taken,
    kept,
  };
}

/** A change of settings in a sentence or two. */
export function describeChange({ taken, kept }: SettingsChange): string {
  const news = taken.length === 0 ? 'Nothing changed.' : `Changed: ${taken.join(', ')}.`;
  return kept.length === 0 ? news : `${news} A restart is needed for ${kept.join(', ')}.`;
}
