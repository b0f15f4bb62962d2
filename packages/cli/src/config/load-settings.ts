import { readApiKeysFile } from './api-keys.js';
import { checkTogether } from './check-together.js';
import { ConfigError } from './config-error.js';
import { configFileOf, readEnvironment, type Environment } from './read-environment.js';
import { readSettingText } from './read-setting-text.js';
import { checkScenarioFiles } from './check-scenario-files.js';
import { draftSettings, type Origin, type SettingsDraft } from './settings-draft.js';
import { longFlag, settingOf, settingPaths, type SettingPath, type Settings } from './settings-table.js';

/** Where settings may come from. */
export interface SettingSources {
  /** The configuration file; `undefined`: `LLMSIM_CONFIG` says, or there is none. */
  readonly configFile?: string | undefined;
  readonly environment: Environment;
  /** What holds instead of defaults, as texts of flags; by default nothing. */
  readonly presets?: Readonly<Partial<Record<SettingPath, string>>> | undefined;
  /** The text of each flag that was given. */
  readonly flags: Readonly<Partial<Record<SettingPath, string>>>;
}

/** The settings in force. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingPath, Origin>>;
  /** The configuration file that was read; `undefined`: none. */
  readonly configFile: string | undefined;
  /** What may surprise in scenario files, a line each. */
  readonly warnings: readonly string[];
}

/**
 * Puts settings together: flags win over the environment, the environment over the file, the file over defaults.
 * @throws ConfigError with every mistake in all of them
 */
export async function loadSettings(sources: SettingSources): Promise<LoadedSettings> {
  const { environment, flags } = sources;
  const draft = draftSettings();
  await readFlags(sources.presets ?? {}, draft);
  const configFile = sources.configFile ?? configFileOf(environment);
  const unreadable = configFile === undefined ? [] : await mistakesOfFile(configFile, draft);
  await readEnvironment(environment, draft);
  await readFlags(flags, draft);
  const mistakes = [...unreadable, ...draft.mistakes];
  if (mistakes.length > 0) throw new ConfigError(mistakes);

  const { origins, ...drafted } = draft.finish();
  const settings = await withKeysOfFile(drafted.settings, origins['auth.api_keys_file']);
  const contradictions = checkTogether(settings);
  if (contradictions.length > 0) {
    throw new ConfigError(contradictions.map(({ path, what }) => ({ place: origins[path], path, what })));
  }
  const warnings = await checkScenarioFiles(settings.scenarios);
  return { settings, origins, configFile, warnings };
}

async function readFlags(flags: SettingSources['flags'], draft: SettingsDraft): Promise<void> {
  for (const path of settingPaths) {
    const text = flags[path];
    if (text === undefined) continue;
    const { type, flagType = type } = settingOf(path);
    await readSettingText(path, flagType, text, longFlag(path), draft);
  }
}

async function mistakesOfFile(file: string, draft: ReturnType<typeof draftSettings>) {
  const { readConfigFile } = await import('./read-config-file.js');
  try {
    await readConfigFile(file, draft);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

/** Adds the API keys that are in a file of their own. */
async function withKeysOfFile(settings: Settings, place: Origin): Promise<Settings> {
  const file = settings['auth.api_keys_file'];
  if (file === undefined) return settings;
  const keys = await readApiKeysFile(file, place);
  return { ...settings, 'auth.api_keys': [...new Set([...settings['auth.api_keys'], ...keys])] };
}
