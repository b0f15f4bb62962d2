import type { ConfigMistake } from './config-error.js';
import type { Path } from './setting-type.js';
import { settingPaths, settingsTable, type SettingPath, type Settings } from './settings-table.js';

/** Where a setting's value is from, for people: `default`, `llmsim.yaml:3`, `LLMSIM_PORT` or `--port`. */
export type Origin = string;

/** Settings that are being put together, and what was found to be wrong with them. */
export interface SettingsDraft {
  readonly mistakes: readonly ConfigMistake[];
  /** Gives a setting a value of its type. */
  take(path: SettingPath, value: unknown, origin: Origin): void;
  /**
   * Takes down a mistake.
   * @param place - for people: `llmsim.yaml:3:5`, `--port` or `LLMSIM_PORT`
   */
  report(place: string, path: Path, what: string): void;
  /** What the settings are by now. */
  finish(): { readonly settings: Settings; readonly origins: Readonly<Record<SettingPath, Origin>> };
}

/** Begins with the defaults. */
export function draftSettings(): SettingsDraft {
  const mistakes: ConfigMistake[] = [];
  const values = new Map<SettingPath, unknown>();
  const origins = new Map<SettingPath, Origin>();
  for (const path of settingPaths) {
    values.set(path, settingsTable[path].default);
    origins.set(path, 'default');
  }
  return {
    mistakes,
    take(path, value, origin) {
      values.set(path, value);
      origins.set(path, origin);
    },
    report: (place, path, what) =>
      mistakes.push({ place, path: joinPath(path), what: withoutSecret(path, what) }),
    finish: () => ({
      settings: Object.fromEntries(values) as Settings,
      origins: Object.fromEntries(origins) as Record<SettingPath, Origin>,
    }),
  };
}

/** `errors.modes[1].rate`; what is a key there is not shown. */
function joinPath(path: Path): string {
  const keyAt = secretOf(path) === 'keys' ? 2 : -1;
  return path
    .map((part, index) => (index === keyAt ? '<hidden>' : part))
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/** What is wrong with a setting, without its value where that is secret. */
function withoutSecret(path: Path, what: string): string {
  return secretOf(path) === undefined ? what : what.replace(/^found .*; accepted:/s, 'accepted:');
}

function secretOf([section, name]: Path): 'value' | 'keys' | undefined {
  const path = `${String(section)}.${String(name)}`;
  return Object.hasOwn(settingsTable, path) ? settingsTable[path as SettingPath].secret : undefined;
}
