import { configSchema } from '../config/config-schema.js';
import type { Runtime } from '../runtime.js';

/**
 * Prints the JSON Schema of configuration files.
 * @returns the exit code
 */
export function printConfigSchema({ stdout }: Runtime): number {
  stdout.write(`${JSON.stringify(configSchema(), null, 2)}\n`);
  return 0;
}
