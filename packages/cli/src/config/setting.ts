import type { SettingType } from './setting-type.js';

/** Everything there is to know of a setting: reading, printing, help and documentation go by it alone. */
export interface Setting<T> {
  readonly type: SettingType<T>;
  readonly default: T;
  /** One or two sentences. */
  readonly description: string;
  /** Its flag as commander writes it, `-p, --port <number>`; `undefined`: there is none. */
  readonly flag: string | undefined;
  /** How the flag's text is read, where that differs from the environment variable's. */
  readonly flagType: SettingType<T> | undefined;
  /** Whether the flag may be given several times, each of which adds to a list. */
  readonly repeatable: boolean;
  /** Whether a change takes a restart. */
  readonly needsRestart: boolean;
  /** What of it is not shown to anybody: all, or the keys of the mapping that it is; `undefined`: nothing. */
  readonly secret: 'value' | 'keys' | undefined;
}

/** What a row of the table says besides type and default. */
export interface SettingDetails<T> {
  readonly description: string;
  readonly flag?: string;
  readonly flagType?: SettingType<T>;
  readonly repeatable?: boolean;
  readonly needsRestart?: boolean;
  readonly secret?: 'value' | 'keys';
}

/** A setting that always has a value. */
export function setting<T>(type: SettingType<T>, value: NoInfer<T>, details: SettingDetails<T>): Setting<T> {
  return {
    type,
    default: value,
    description: details.description,
    flag: details.flag,
    flagType: details.flagType,
    repeatable: details.repeatable ?? false,
    needsRestart: details.needsRestart ?? false,
    secret: details.secret,
  };
}

/** A setting that has no value unless one is given. */
export function optionalSetting<T>(type: SettingType<T>, details: SettingDetails<T>): Setting<T | undefined> {
  return { ...setting<T>(type, undefined as T, details), default: undefined };
}
