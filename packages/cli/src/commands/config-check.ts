import { ConfigError } from '../config/config-error.js';
import { loadSettings } from '../config/load-settings.js';
import { settingPaths } from '../config/settings-table.js';
import type { Runtime } from '../runtime.js';

/**
 * Says whether a configuration file is right, by itself: neither environment nor flags count.
 * @returns the exit code: 2 if it is not
 */
export async function checkConfig(file: string, { stdout, stderr }: Runtime): Promise<number> {
  try {
    const { origins } = await loadSettings({ configFile: file, environment: {}, flags: {} });
    const given = settingPaths.filter((path) => origins[path] !== 'default').length;
    stdout.write(`${file} is valid: ${given} ${given === 1 ? 'setting' : 'settings'}.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    stderr.write(`llmsim: ${error.message}\n`);
    return 2;
  }
}
