import { CommanderError } from 'commander';
import { isLlmsimError } from '@llmsim/core';
import { ConfigError } from './config/config-error.js';
import { createProgram } from './program.js';
import type { Runtime } from './runtime.js';

/**
 * Runs one command line to its end.
 * @param argv - the arguments after the program's name
 * @returns the exit code: 0, 1 for a failure at run time, 2 for a command line or configuration that is wrong
 */
export async function run(argv: readonly string[], runtime: Runtime): Promise<number> {
  let exitCode = 0;
  const program = createProgram({ argv, runtime }, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what was wrong; its code for anything but help and version is 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!isLlmsimError(error)) throw error;
    runtime.stderr.write(`llmsim: ${error.message}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}
