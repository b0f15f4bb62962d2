import { readSettingText } from './read-setting-text.js';
import type { SettingsDraft } from './settings-draft.js';
import { environmentName, settingOf, settingPaths } from './settings-table.js';
import { suggest } from './suggest.js';

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'LLMSIM_';

/** The environment variable that names the configuration file. */
export const configFileVariable = `${prefix}CONFIG`;

/** The configuration file that the environment names; `undefined`: none. */
export function configFileOf(environment: Environment): string | undefined {
  return presentText(environment[configFileVariable]);
}

/** Takes the settings of the environment. */
export async function readEnvironment(environment: Environment, draft: SettingsDraft): Promise<void> {
  for (const path of settingPaths) {
    const name = environmentName(path);
    const text = presentText(environment[name]);
    if (text !== undefined) await readSettingText(path, settingOf(path).type, text, name, draft);
  }
  reportMisspeltVariables(environment, draft);
}

/**
 * An empty variable is one that is not set. Neither is `LLMSIM_PORT=tcp://…` meant for us: Kubernetes sets it, and
 * `LLMSIM_SERVICE_HOST` and others, in every pod if there is a service of the name `llmsim`.
 */
function presentText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' || /^(tcp|udp|sctp):\/\//.test(text) ? undefined : text;
}

/** A variable that nearly is one of ours is a slip; others that begin with LLMSIM_ may be somebody else's. */
function reportMisspeltVariables(environment: Environment, draft: SettingsDraft): void {
  const known = [configFileVariable, ...settingPaths.map(environmentName)];
  // Nearly right is also the whole path, as in LLMSIM_SERVER_PORT.
  const meanings = new Map(known.map((name) => [name.slice(prefix.length), name]));
  for (const path of settingPaths) {
    meanings.set(path.replaceAll('.', '_').toUpperCase(), environmentName(path));
  }
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || known.includes(name) || presentText(value) === undefined) continue;
    if (name.startsWith(`${prefix}SERVICE_`)) continue;
    const meant = meanings.get(suggest(name.slice(prefix.length), meanings.keys()) ?? '');
    if (meant !== undefined) draft.report(name, [], `there is no such setting. Did you mean ${meant}?`);
  }
}
