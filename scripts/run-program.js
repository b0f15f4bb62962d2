// The command line of a clone: builds it, and runs it on the newest Node that is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { install, pnpm, root } from './pnpm.js';

/** Installs and builds what the program needs; ends this process with 1 if that is not possible. */
export function buildProgram() {
  console.error('llmsim: installing and building (the first time takes a minute) …');
  const ready =
    install({ quiet: true }) &&
    pnpm(['exec', 'turbo', 'run', 'build', '--filter=@llmsim/cli', '--output-logs=errors-only'], {
      quiet: true,
    });
  if (ready) return;
  console.error('llmsim: could not install or build; the output above says why.');
  process.exit(1);
}

/** Whether it was built before. */
export function isBuilt() {
  return existsSync(`${root}packages/cli/dist/main.js`);
}

/**
 * Runs the program, and ends this process when it ends.
 * @param {string[]} args - its arguments
 */
export function runProgram(args) {
  // The installed newest Node where there is one: Express is about three times faster on it than on Node 20.
  const newestNode = `${root}node_modules/.bin/node`;
  const program = spawn(
    existsSync(newestNode) ? newestNode : process.execPath,
    [`${root}packages/cli/bin/llmsim.js`, ...args],
    { stdio: 'inherit' },
  );

  // A terminal sends Ctrl-C to every process of the group; `kill` reaches only this one, so it is passed on.
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (stopping && signal === 'SIGINT') return;
      stopping = signal !== 'SIGHUP';
      program.kill(signal);
    });
  }
  program.on('error', (error) => {
    console.error(`llmsim: could not be started: ${error.message}`);
    process.exit(1);
  });
  program.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
}
