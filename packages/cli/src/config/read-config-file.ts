import { readFile } from 'node:fs/promises';
import { isMapping } from './compound-types.js';
import { parseConfigDocument, type ConfigDocument } from './config-document.js';
import { ConfigError } from './config-error.js';
import { describeFound } from './describe-found.js';
import { describeUnreadable } from './describe-unreadable.js';
import { describeUnknownSetting, sections } from './describe-unknown-setting.js';
import { earlierSettings } from './earlier-names.js';
import type { Path } from './setting-type.js';
import type { SettingsDraft } from './settings-draft.js';
import { isSettingPath, settingOf } from './settings-table.js';

/**
 * Takes the settings of a configuration file.
 * @throws ConfigError if the file cannot be read or is neither YAML nor TOML
 */
export async function readConfigFile(file: string, draft: SettingsDraft): Promise<void> {
  readConfigDocument(await parseConfigDocument(await readText(file), file), draft);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError([
      { place: file, path: '', what: describeUnreadable(error, 'a YAML or TOML file') },
    ]);
  }
}

/** Takes the settings of a document. */
export function readConfigDocument(document: ConfigDocument, draft: SettingsDraft): void {
  const report = (path: Path, what: string) => draft.report(document.placeOf(path), path, what);
  const { value: root } = document;
  if (root === undefined) return;
  if (!isMapping(root)) {
    report([], describeFound(root, 'a mapping of settings, such as {server: {port: 8080}}'));
    return;
  }
  const given = new Set<string>();
  for (const [keys, value] of listEntries(root)) {
    const path = earlierSettings.get(keys.join('.')) ?? keys.join('.');
    if (given.has(path)) {
      report(keys, `${path} is given, too, and says the same; leave one of them out.`);
      continue;
    }
    given.add(path);
    if (!isSettingPath(path)) {
      report(keys, describeUnknownSetting(path, value));
      continue;
    }
    // A key without a value is as good as none.
    if (value === null) continue;
    const read = settingOf(path).type.read(value, (below, what) => report([...keys, ...below], what));
    if (read !== undefined) draft.take(path, read, document.placeOf(keys).replace(/:\d+$/, ''));
  }
}

/** What is in the sections of a file, and what stands outside of any. */
function* listEntries(root: Readonly<Record<string, unknown>>): Generator<[readonly string[], unknown]> {
  for (const [key, value] of Object.entries(root)) {
    if (!sections.includes(key)) yield [[key], value];
    else if (isMapping(value)) for (const [name, inner] of Object.entries(value)) yield [[key, name], inner];
    else if (value !== null) yield [[key], value];
  }
}
