import { readFile } from 'node:fs/promises';
import { isMapping } from './compound-types.js';
import { ConfigError, type ConfigMistake } from './config-error.js';
import { describeFound, didYouMean } from './describe-found.js';
import type { Setting } from './setting.js';
import type { SettingType } from './setting-type.js';
import {
  environmentName,
  settingPaths,
  settingsTable,
  type SettingPath,
  type Settings,
} from './settings-table.js';
import { suggest } from './suggest.js';

/** Where settings may come from. */
export interface SettingSources {
  /** The configuration file; `undefined`: `LLMSIM_CONFIG` says, or there is none. */
  readonly configFile?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of each flag that was given. */
  readonly flags: Readonly<Partial<Record<SettingPath, string>>>;
}

/** Where a setting's value is from, for people: `default`, `llmsim.yaml:3`, `LLMSIM_PORT` or `--port`. */
export type Origin = string;

/** The settings in force. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingPath, Origin>>;
  /** The configuration file that was read; `undefined`: none. */
  readonly configFile: string | undefined;
}

/** The environment variable that names the configuration file. */
export const configFileVariable = 'LLMSIM_CONFIG';

/**
 * Puts settings together: flags win over the environment, the environment over the file, the file over defaults.
 * @throws ConfigError with every mistake in all of them
 */
export async function loadSettings(sources: SettingSources): Promise<LoadedSettings> {
  const mistakes: ConfigMistake[] = [];
  const values: Partial<Record<SettingPath, unknown>> = {};
  const origins: Partial<Record<SettingPath, Origin>> = {};
  const take = (path: SettingPath, value: unknown, origin: Origin) => {
    values[path] = value;
    origins[path] = origin;
  };

  for (const path of settingPaths) take(path, settingsTable[path].default, 'default');
  const configFile = sources.configFile ?? presentText(sources.environment[configFileVariable]);
  if (configFile !== undefined) await readConfigFile(configFile, take, mistakes);
  for (const path of settingPaths) {
    const name = environmentName(path);
    const text = presentText(sources.environment[name]);
    if (text === undefined) continue;
    const value = await readText(settingOf(path).type, text, name, path, mistakes);
    if (value !== undefined) take(path, value, name);
  }
  reportMisspeltVariables(sources.environment, mistakes);
  for (const path of settingPaths) {
    const text = sources.flags[path];
    if (text === undefined) continue;
    const { type, flag, flagType } = settingOf(path);
    const name = /--[a-z-]+/.exec(flag ?? '')?.[0] ?? path;
    const value = await readText(flagType ?? type, text, name, path, mistakes);
    if (value !== undefined) take(path, value, name);
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return { settings: values as Settings, origins: origins as Record<SettingPath, Origin>, configFile };
}

/** The table's row, without its own type of value. */
function settingOf(path: SettingPath): Setting<unknown> {
  return settingsTable[path] as Setting<unknown>;
}

/** An empty variable is one that is not set. */
function presentText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

async function readText(
  type: SettingType<unknown>,
  text: string,
  place: string,
  path: SettingPath,
  mistakes: ConfigMistake[],
): Promise<unknown> {
  const report = (below: readonly (string | number)[], what: string) => {
    mistakes.push({ place, path: joinPath([path, ...below]), what });
  };
  if (type.readText !== undefined) return type.readText(text, report);
  // Loaded only here and for files: most starts have neither.
  const { parseConfigDocument } = await import('./config-document.js');
  try {
    return type.read(parseConfigDocument(text, place).value, report);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    report([], describeFound(text, type.accepts));
    return undefined;
  }
}

async function readConfigFile(
  file: string,
  take: (path: SettingPath, value: unknown, origin: Origin) => void,
  mistakes: ConfigMistake[],
): Promise<void> {
  const { parseConfigDocument } = await import('./config-document.js');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    mistakes.push({ place: file, path: '', what: describeUnreadable(error) });
    return;
  }
  const document = parseConfigDocument(text, file);
  const { value: root } = document;
  if (root === undefined) return;
  const report = (path: readonly (string | number)[], what: string) => {
    mistakes.push({ place: document.placeOf(path), path: joinPath(path), what });
  };
  if (!isMapping(root)) {
    report([], describeFound(root, 'a mapping of settings, such as {server: {port: 8080}}'));
    return;
  }
  for (const [keys, value] of listEntries(root)) {
    const path = keys.join('.');
    if (!isSettingPath(path)) {
      report(keys, describeUnknownSetting(path, value));
      continue;
    }
    if (value === null) continue;
    const read = settingOf(path).type.read(value, (below, what) => report([...keys, ...below], what));
    if (read !== undefined) take(path, read, lineOf(document.placeOf(keys)));
  }
}

function lineOf(place: string): string {
  return place.replace(/:\d+$/, '');
}

function describeUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file. --config wants the path of a YAML file.';
  if (code === 'EISDIR') return 'this is a directory. --config wants the path of a YAML file.';
  if (code === 'EACCES') return 'the file may not be read: permission denied.';
  return `the file cannot be read: ${message}`;
}

const sections = new Set(
  settingPaths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? ''),
);

/** The settings of a file: the entries of its sections, and what stands outside of any. */
function* listEntries(root: Readonly<Record<string, unknown>>): Generator<[string[], unknown]> {
  for (const [key, value] of Object.entries(root)) {
    if (!sections.has(key)) yield [[key], value];
    else if (isMapping(value)) for (const [name, inner] of Object.entries(value)) yield [[key, name], inner];
    else if (value !== null) yield [[key], value];
  }
}

function isSettingPath(path: string): path is SettingPath {
  return Object.hasOwn(settingsTable, path);
}

function describeUnknownSetting(path: string, value: unknown): string {
  if (sections.has(path)) return describeFound(value, `a mapping with ${keysOf(path).join(', ')}`);
  const [section = ''] = path.split('.');
  if (!path.includes('.')) {
    const here = [...sections, ...settingPaths.filter((known) => !known.includes('.'))];
    // A key that lacks its section, such as `port`, is a setting by its last name.
    const elsewhere = settingPaths.filter((known) => known.endsWith(`.${path}`));
    const suggestion =
      elsewhere.length === 1 ? ` Did you mean ${elsewhere[0] ?? ''}?` : didYouMean(path, here);
    return `there is no such setting.${suggestion || ` Accepted here: ${here.join(', ')}.`}`;
  }
  const here = keysOf(section).map((key) => `${section}.${key}`);
  const name = path.slice(section.length + 1);
  const elsewhere = settingPaths.filter((known) => known === name || known.endsWith(`.${name}`));
  const meant = suggest(path, here) ?? (elsewhere.length === 1 ? elsewhere[0] : undefined);
  return `there is no such setting.${
    meant === undefined ? ` Accepted here: ${keysOf(section).join(', ')}.` : ` Did you mean ${meant}?`
  }`;
}

function keysOf(section: string): string[] {
  return settingPaths
    .filter((path) => path.startsWith(`${section}.`))
    .map((path) => path.slice(section.length + 1));
}

/** `errors.modes[1].rate` */
function joinPath(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/** A variable that nearly is one of ours is a slip; others that begin with LLMSIM_ may be somebody else's. */
function reportMisspeltVariables(
  environment: Readonly<Record<string, string | undefined>>,
  mistakes: ConfigMistake[],
): void {
  const known = [configFileVariable, ...settingPaths.map(environmentName)];
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('LLMSIM_') || known.includes(name)) continue;
    const rest = (variable: string) => variable.slice('LLMSIM_'.length);
    const meant = suggest(rest(name), known.map(rest));
    if (meant === undefined) continue;
    mistakes.push({ place: name, path: '', what: `there is no such setting. Did you mean LLMSIM_${meant}?` });
  }
}
