// `npm start [-- ARGS]`: install, build what the program needs, serve.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { install, pnpm, root } from './pnpm.js';

console.error('llmsim: installing and building (the first time takes a minute) …');
const ready =
  install({ quiet: true }) &&
  pnpm(['exec', 'turbo', 'run', 'build', '--filter=@llmsim/cli', '--output-logs=errors-only'], {
    quiet: true,
  });
if (!ready) {
  console.error('llmsim: could not install or build; the output above says why.');
  process.exit(1);
}

// The installed newest Node where there is one: Express is about three times faster on it than on Node 20.
const newestNode = `${root}node_modules/.bin/node`;
const server = spawn(
  existsSync(newestNode) ? newestNode : process.execPath,
  [`${root}packages/cli/bin/llmsim.js`, 'serve', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);

// A terminal sends Ctrl-C to every process of the group; `kill` reaches only this one, so it is passed on.
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    if (stopping && signal === 'SIGINT') return;
    stopping = signal !== 'SIGHUP';
    server.kill(signal);
  });
}
server.on('error', (error) => {
  console.error(`llmsim: could not start the server: ${error.message}`);
  process.exit(1);
});
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
