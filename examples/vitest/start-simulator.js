// Starts one simulator for all test files, as a program of its own, and ends it after the last.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('@llmsim/cli/package.json');
const bin = join(dirname(manifest), 'bin/llmsim.js');

/** @param {import('vitest/node').TestProject} project */
export default async function setup(project) {
  const simulator = spawn(
    process.execPath,
    [bin, 'serve', '--port', '0', '--latency', 'instant', '--generator', 'echo', '--seed', '1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  for await (const text of simulator.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += text;
    const [, url] = /listens on (\S+)/.exec(printed) ?? [];
    if (url !== undefined) {
      project.provide('baseURL', `${url}/openai/v1`);
      break;
    }
  }
  simulator.stdout.resume();
  return async () => {
    simulator.kill();
    await once(simulator, 'exit');
  };
}
