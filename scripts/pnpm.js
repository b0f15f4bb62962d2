// Runs the pnpm that package.json pins, through npx, so that a machine with nothing but Node and npm can build.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/**
 * @param {string[]} args - the arguments of pnpm
 * @param {{ quiet?: boolean }} [options] - quiet: print the output only if the command fails
 * @returns {boolean} whether pnpm ended with exit code 0
 */
export function pnpm(args, { quiet = false } = {}) {
  const result = spawnSync('npx', ['--yes', packageManager, ...args], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error !== undefined) {
    console.error(`Could not run npx (${result.error.message}). It comes with npm: is npm on the PATH?`);
    return false;
  }
  if (quiet && result.status !== 0) process.stderr.write(result.stdout + result.stderr);
  return result.status === 0;
}

/** Installs exactly what the lockfile says. Does next to nothing if that is already there. */
export function install(options) {
  return pnpm(['install', '--frozen-lockfile'], options);
}
