import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Surroundings } from '../surroundings.js';
import type { ListeningMessage } from './serve.js';

/** As a process that was ended by a signal before the dashboard came up. */
const endedBySignal = 1;

/**
 * Serves in a process of its own and shows the dashboard in this one, so that neither disturbs the other's timing.
 * Whichever ends, ends the other.
 * @param argv - the arguments of the whole command line; the server gets them without `--tui`
 * @returns the exit code
 */
export async function serveWithDashboard(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const logFile = join(tmpdir(), `llmsim-${process.pid}.log`);
  const log = openSync(logFile, 'w', 0o600);
  const bin = fileURLToPath(new URL('../../bin/llmsim.js', import.meta.url));
  const server = fork(
    bin,
    argv.filter((argument) => argument !== '--tui'),
    {
      stdio: ['ignore', log, log, 'ipc'],
      // Ctrl-C in the terminal is for the dashboard, which ends the server in its own time.
      detached: true,
    },
  );
  closeSync(log);
  const exited = new Promise<number>((resolve) => {
    server.once('exit', (code) => resolve(code ?? endedBySignal));
  });

  const url = await Promise.race([listening(server), exited]);
  if (typeof url === 'number') {
    surroundings.stderr.write(readFileSync(logFile, 'utf8'));
    return url;
  }
  const { runDashboard } = await import('@llmsim/tui');
  const serverIsGone = new AbortController();
  void exited.then(() => serverIsGone.abort());
  const exitCode = await runDashboard({ url, logFile, signal: serverIsGone.signal });
  if (serverIsGone.signal.aborted) {
    surroundings.stderr.write(`llmsim: The server has ended; its log is in ${logFile}\n`);
    return await exited;
  }
  server.kill('SIGTERM');
  if (exitCode === 0) surroundings.stdout.write(`Ending the server; its log is in ${logFile}\n`);
  await exited;
  return exitCode;
}

/** The address of the server, once it listens. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    server.on('message', (message: ListeningMessage) => resolve(message.url));
  });
}
