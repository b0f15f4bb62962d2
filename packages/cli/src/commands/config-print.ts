import { loadSettings } from '../config/load-settings.js';
import { printSettings } from '../config/print-settings.js';
import type { Runtime } from '../runtime.js';
import type { ServeOptions } from './serve.js';

/**
 * Prints the settings that `serve` would run with, and where each is from.
 * @param showSecrets - whether keys are printed as they are
 * @returns the exit code
 * @throws ConfigError
 */
export async function printConfig(
  options: ServeOptions,
  showSecrets: boolean,
  runtime: Runtime,
): Promise<number> {
  const loaded = await loadSettings({ ...options, environment: runtime.environment });
  runtime.stdout.write(printSettings(loaded, showSecrets));
  return 0;
}
