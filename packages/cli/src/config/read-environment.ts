import { readSettingText } from './read-setting-text.js';
import type { SettingsDraft } from './settings-draft.js';
import { environmentName, longFlag, settingOf, settingPaths } from './settings-table.js';
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
    if (settingOf(path).secret === 'value' && environment[name]?.trim() === '') {
      draft.report(name, [path], 'it is empty; unset it, or give the key that was meant.');
    }
    if (text !== undefined) await readSettingText(path, settingOf(path).type, text, name, draft);
  }
  reportMisspeltVariables(environment, draft);
}

/**
 * An empty variable is one that is not set, except where a key is expected: without it, everybody would be let in.
 * Neither is `LLMSIM_PORT=tcp://…` meant for us: Kubernetes sets it, and `LLMSIM_SERVICE_HOST` and others, in every pod
 * if there is a service of the name `llmsim`.
 */
function presentText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' || /^(tcp|udp|sctp):\/\//.test(text) ? undefined : text;
}

/** A variable that nearly is one of ours is a slip; others that begin with LLMSIM_ may be somebody else's. */
function reportMisspeltVariables(environment: Environment, draft: SettingsDraft): void {
  const known = [configFileVariable, ...settingPaths.map(environmentName)];
  const names = new Map(known.map((name) => [name.slice(prefix.length), name]));
  const shortNames = new Map<string, string>();
  for (const path of settingPaths) {
    // The whole path, LLMSIM_SERVER_PORT, may be misspelt too. The last part of it, LLMSIM_GENERATOR, and the flag,
    // LLMSIM_ERROR, are so short that what is only like them may be anything.
    names.set(variablePart(path), environmentName(path));
    for (const short of [path.slice(path.indexOf('.') + 1), longFlag(path).replace(/^--/, '')]) {
      shortNames.set(variablePart(short), environmentName(path));
    }
  }
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || known.includes(name) || presentText(value) === undefined) continue;
    if (name.startsWith(`${prefix}SERVICE_`)) continue;
    const part = name.slice(prefix.length);
    const meant = shortNames.get(part) ?? names.get(suggest(part, names.keys()) ?? '');
    if (meant !== undefined) draft.report(name, [], `there is no such setting. Did you mean ${meant}?`);
  }
}

/** `LATENCY_TTFT` for `latency.ttft`, `API_KEY` for `api-key`. */
function variablePart(name: string): string {
  return name.replaceAll(/[.-]/g, '_').toUpperCase();
}
