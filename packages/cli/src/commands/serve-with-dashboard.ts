import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandName } from '../command-name.js';
import { loadSettings } from '../config/load-settings.js';
import type { ListeningMessage } from '../serving/run-until-end.js';
import type { Runtime } from '../runtime.js';
import type { ServeOptions } from './serve.js';
import type { DashboardFlags } from './tui.js';

/** The exit code of a server that a signal ended before it listened. */
const endedBySignal = 1;

/**
 * Serves in a process of its own and shows the dashboard in this one, so that neither disturbs the other's timing.
 * Whichever ends, ends the other.
 * @param call - the arguments of the whole command line, and what of them is for the dashboard; the server gets the rest
 * @returns the exit code
 * @throws ConfigError
 */
export async function serveWithDashboard(
  { argv, dashboard }: { readonly argv: readonly string[]; readonly dashboard: DashboardFlags },
  options: ServeOptions,
  runtime: Runtime,
): Promise<number> {
  const { settings } = await loadSettings({ ...options, environment: runtime.environment });
  if (runtime.stdout.isTTY !== true || !process.stdin.isTTY) {
    runtime.stderr.write(
      `llmsim: --tui needs a terminal. Serve without it, and print the statistics with: ${commandName()} tui --once\n`,
    );
    return 1;
  }
  const output = join(mkdtempSync(join(tmpdir(), 'llmsim-')), 'llmsim.log');
  const server = startServing(argv, output);
  const exited = new Promise<number>((resolve) => {
    server.once('exit', (code) => resolve(code ?? endedBySignal));
  });

  const url = await Promise.race([listening(server), exited]);
  if (typeof url === 'number') {
    runtime.stderr.write(readFileSync(output, 'utf8'));
    return url;
  }
  const logFile = settings['log.file'] ?? output;
  const { runDashboard } = await import('@llmsim/tui');
  const serverIsGone = new AbortController();
  void exited.then(() => serverIsGone.abort());
  const exitCode = await runDashboard({
    url,
    operationsKey: settings['server.operations_key'],
    logFile,
    signal: serverIsGone.signal,
    intervalMs: dashboard.interval,
    ascii: dashboard.ascii,
  });
  if (serverIsGone.signal.aborted) {
    runtime.stderr.write(`llmsim: The server has ended; its log is in ${logFile}\n`);
    return await exited;
  }
  server.kill('SIGTERM');
  if (exitCode === 0) runtime.stdout.write(`Ending the server; its log is in ${logFile}\n`);
  await exited;
  return exitCode;
}

/** Starts this program once more, to serve, with all that it prints going to a file. */
function startServing(argv: readonly string[], output: string): ChildProcess {
  const descriptor = openSync(output, 'w', 0o600);
  const [, program = ''] = process.argv;
  const server = fork(program, withoutDashboard(argv), {
    stdio: ['ignore', descriptor, descriptor, 'ipc'],
    // Ctrl-C in the terminal is for the dashboard, which ends the server in its own time.
    detached: true,
  });
  closeSync(descriptor);
  return server;
}

/** A command line without what is for the dashboard. */
function withoutDashboard(argv: readonly string[]): string[] {
  return argv.filter(
    (argument, index) =>
      !/^--(?:tui|ascii|interval(?:=.*)?)$/.test(argument) && argv[index - 1] !== '--interval',
  );
}

/** The address of the server, once it listens. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    server.on('message', (message: ListeningMessage) => resolve(message.url));
  });
}
