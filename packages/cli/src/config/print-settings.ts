import type { LoadedSettings } from './load-settings.js';
import { settingPaths } from './settings-table.js';
import { showSettingValue } from './show-setting.js';

/** All settings as a configuration file, with a comment on each that says where it is from. */
export function printSettings({ settings, origins }: LoadedSettings): string {
  const lines: { readonly text: string; readonly comment?: string }[] = [];
  let section = '';
  for (const path of settingPaths) {
    const dot = path.indexOf('.');
    const own = dot === -1 ? '' : path.slice(0, dot);
    if (own !== section && own !== '') lines.push({ text: `${own}:` });
    section = own;
    const key = `${own === '' ? '' : '  '}${path.slice(dot + 1)}`;
    lines.push({ text: `${key}: ${showSettingValue(settings[path])}`, comment: origins[path] });
  }
  const width = Math.max(...lines.map(({ text }) => (text.length > 48 ? 0 : text.length)));
  return lines
    .map(({ text, comment }) => (comment === undefined ? text : `${text.padEnd(width)}  # ${comment}`))
    .join('\n')
    .concat('\n');
}
