import type { SettingPath } from './settings-table.js';

/** A setting's value in YAML, on one line. */
export function showSettingValue(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(showSettingValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${entries.map(([key, inner]) => `${showSettingValue(key)}: ${showSettingValue(inner)}`).join(', ')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Texts that YAML takes as they are, in lists and mappings too. */
function isPlain(text: string): boolean {
  return /^[a-z][\w./-]*$/i.test(text) && !/^(true|false|null)$/i.test(text);
}

/** What help says of a default; `undefined`: there is nothing to say. */
export function showDefault(path: SettingPath, value: unknown): string | undefined {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0))
    return undefined;
  if (path.endsWith('_ms') && typeof value === 'number') return `default: ${value / 1000}s`;
  return `default: ${showSettingValue(value)}`;
}
