import { describeFound } from './describe-found.js';
import { missingSettings } from './earlier-names.js';
import { settingPaths } from './settings-table.js';
import { suggest } from './suggest.js';

/** The first parts of paths: `server` of `server.port`. */
export const sections: readonly string[] = [
  ...new Set(
    settingPaths.filter((path) => path.includes('.')).map((path) => path.slice(0, path.indexOf('.'))),
  ),
];

/** What is said of a path in a file that is no setting: what was meant, or what there is. */
export function describeUnknownSetting(path: string, value: unknown): string {
  if (sections.includes(path)) return describeFound(value, `a mapping with ${keysOf(path).join(', ')}`);
  const instead = missingSettings.get(path);
  if (instead !== undefined) return `there is no such setting. ${instead}`;
  const dot = path.indexOf('.');
  const here =
    dot === -1
      ? [...sections, ...settingPaths.filter((known) => !known.includes('.'))]
      : keysOf(path.slice(0, dot)).map((key) => path.slice(0, dot + 1) + key);
  const meant = findMeant(path.slice(dot + 1)) ?? suggest(path, here);
  return `there is no such setting.${meant === undefined ? ` Accepted here: ${listKeys(here)}.` : ` Did you mean ${meant}?`}`;
}

/** A key that stands in the wrong place, such as `port` outside of `server`, is found by its last part. */
function findMeant(key: string): string | undefined {
  const elsewhere = settingPaths.filter((known) => known === key || known.endsWith(`.${key}`));
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

function keysOf(section: string): readonly string[] {
  return settingPaths
    .filter((path) => path.startsWith(`${section}.`))
    .map((path) => path.slice(section.length + 1));
}

function listKeys(paths: readonly string[]): string {
  return paths.map((path) => path.slice(path.indexOf('.') + 1)).join(', ');
}
