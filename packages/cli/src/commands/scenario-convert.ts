import { readFile } from 'node:fs/promises';
import { isLlmsimError } from '@llmsim/core';
import { describeUnreadable } from '../config/describe-unreadable.js';
import type { Runtime } from '../runtime.js';

/**
 * Prints a scenario file that replays a script.
 * @returns the exit code: 2 if the file is no script
 */
export async function convertScenario(file: string, { stdout, stderr }: Runtime): Promise<number> {
  let script: string;
  try {
    script = await readFile(file, 'utf8');
  } catch (error) {
    stderr.write(`llmsim: ${file}: ${describeUnreadable(error, 'a JSON file with a script')}\n`);
    return 2;
  }
  const { convertScript } = await import('@llmsim/scenarios');
  try {
    stdout.write(convertScript(script));
    return 0;
  } catch (error) {
    if (!isLlmsimError(error)) throw error;
    stderr.write(`llmsim: ${file}: ${error.message}\n`);
    return 2;
  }
}
