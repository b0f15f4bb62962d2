import { ConfigError } from '../config/config-error.js';
import { checkScenarioFiles } from '../config/check-scenario-files.js';
import type { Runtime } from '../runtime.js';

/**
 * Says whether scenario files are right, with all that is wrong, and what may surprise.
 * @returns the exit code: 2 if they cannot be used
 */
export async function checkScenarios(files: readonly string[], { stdout, stderr }: Runtime): Promise<number> {
  try {
    const warnings = await checkScenarioFiles(files);
    for (const warning of warnings) stderr.write(`${warning}\n`);
    stdout.write(`${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} right.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    stderr.write(`llmsim: ${error.message}\n`);
    return 2;
  }
}
