import { ConfigError } from './config-error.js';
import { describeFound } from './describe-found.js';
import type { Path, SettingType } from './setting-type.js';
import type { SettingsDraft } from './settings-draft.js';
import type { SettingPath } from './settings-table.js';

/**
 * Takes a setting from the text of a flag or environment variable.
 * @param place - the name of the flag or variable
 */
export async function readSettingText(
  path: SettingPath,
  type: SettingType<unknown>,
  text: string,
  place: string,
  draft: SettingsDraft,
): Promise<void> {
  const report = (below: Path, what: string) => draft.report(place, [path, ...below], what);
  const value =
    type.readText === undefined ? await readYaml(type, text, report) : type.readText(text, report);
  if (value !== undefined) draft.take(path, value, place);
}

async function readYaml(
  type: SettingType<unknown>,
  text: string,
  report: (below: Path, what: string) => void,
): Promise<unknown> {
  // Loaded only here and for files: most starts have neither.
  const { parseYamlDocument } = await import('./yaml-document.js');
  try {
    return type.read(parseYamlDocument(text, '').value, report);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    report([], describeFound(text, type.accepts));
    return undefined;
  }
}
