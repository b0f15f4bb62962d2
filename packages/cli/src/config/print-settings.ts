import type { LoadedSettings } from './load-settings.js';
import type { Setting } from './setting.js';
import { settingOf, settingPaths } from './settings-table.js';
import { showSettingValue } from './show-setting.js';

const hidden = '<hidden>';

/**
 * All settings as a configuration file, with a comment on each that says where it is from.
 * @param showSecrets - whether keys are printed; by default something stands for them
 */
export function printSettings({ settings, origins }: LoadedSettings, showSecrets = false): string {
  const lines: { readonly text: string; readonly comment?: string }[] = [];
  let section = '';
  for (const path of settingPaths) {
    const dot = path.indexOf('.');
    const own = dot === -1 ? '' : path.slice(0, dot);
    if (own !== section && own !== '') lines.push({ text: `${own}:` });
    section = own;
    const key = `${own === '' ? '' : '  '}${path.slice(dot + 1)}`;
    const value = showSecrets ? settings[path] : withoutSecrets(settings[path], settingOf(path).secret);
    lines.push({ text: `${key}: ${showSettingValue(value)}`, comment: origins[path] });
  }
  const width = Math.max(...lines.map(({ text }) => (text.length > 48 ? 0 : text.length)));
  return lines
    .map(({ text, comment }) => (comment === undefined ? text : `${text.padEnd(width)}  # ${comment}`))
    .join('\n')
    .concat('\n');
}

/** A value with something else in the place of keys. */
function withoutSecrets(value: unknown, secret: Setting<unknown>['secret']): unknown {
  if (secret === undefined || value === undefined) return value;
  if (secret === 'keys') {
    const inner = Object.values(value as Readonly<Record<string, unknown>>);
    return Object.fromEntries(inner.map((limit, index) => [`${hidden} ${index + 1}`, limit]));
  }
  return Array.isArray(value) ? value.map(() => hidden) : hidden;
}
