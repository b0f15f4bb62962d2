export { ConfigError } from './config/config-error.js';
export { loadSettings } from './config/load-settings.js';
export { run } from './run.js';
export type { ConfigMistake } from './config/config-error.js';
export type { LoadedSettings, SettingSources } from './config/load-settings.js';
export type { SettingPath, Settings } from './config/settings-table.js';
export type { Runtime } from './runtime.js';
