import { readFileSync } from 'node:fs';
import {
  environmentName,
  isSettingPath,
  longFlag,
  settingOf,
  settingPaths,
  type SettingPath,
} from './settings-table.js';
import { showSettingValue } from './show-setting.js';

/** A setting as a row of the table in the documentation. */
function settingRow(path: SettingPath): string {
  const { type, default: value, description, flag } = settingOf(path);
  const cells = [
    `\`${path}\``,
    `\`${environmentName(path)}\``,
    flag === undefined ? '' : `\`${flag}\``,
    value === undefined ? '' : `\`${showSettingValue(value)}\``,
    `${description} Accepted: ${type.accepts}.`,
  ];
  return `| ${cells.join(' | ')} |`;
}

it.each(settingPaths)('has for %s a default that it would accept, and a description', (path) => {
  const { type, default: value, description } = settingOf(path);
  const mistakes: string[] = [];
  if (value !== undefined) type.read(value, (_path, what) => mistakes.push(what));
  expect(mistakes).toEqual([]);
  expect(description).toMatch(/^[A-Z].*\.$/);
});

it('gives each setting a variable of its own, and each flag to one setting', () => {
  const variables = settingPaths.map(environmentName);
  expect(new Set(variables).size).toBe(variables.length);
  const flags = settingPaths.flatMap((path) => (settingOf(path).flag ?? '').match(/--?[a-z-]+/gi) ?? []);
  expect(new Set(flags).size).toBe(flags.length);
});

it.each([
  ['server.port', 'LLMSIM_PORT', '--port'],
  ['server.host', 'LLMSIM_HOST', '--host'],
  ['latency.profile', 'LLMSIM_LATENCY_PROFILE', '--latency'],
  ['seed', 'LLMSIM_SEED', '--seed'],
] as const)('calls %s %s and %s', (path, variable, flag) => {
  expect(environmentName(path)).toBe(variable);
  expect(longFlag(path)).toBe(flag);
});

it('knows its paths, and nothing that every object has', () => {
  expect(isSettingPath('server.port')).toBe(true);
  expect(isSettingPath('constructor')).toBe(false);
});

describe('docs/configuration.md', () => {
  // The rows are not aligned: they would be as wide as the widest cell.
  const document = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');

  it.each(settingPaths)('describes %s as it is', (path) => {
    expect(document.split('\n')).toContain(settingRow(path));
  });

  it('names the settings that take a restart', () => {
    const restarting = settingPaths.filter((path) => settingOf(path).needsRestart);
    const list = restarting.map((path) => `\`${path}\``).join(', ');
    expect(document.replace(/\s+/g, ' ')).toContain(`a reload that changes them says so: ${list}.`);
  });

  it('describes no setting that does not exist', () => {
    const described = [...document.matchAll(/^\| `([a-z_.0-9]+)` \| `LLMSIM_/gm)].map(([, path]) => path);
    expect(described.toSorted()).toEqual(settingPaths.toSorted());
  });
});
