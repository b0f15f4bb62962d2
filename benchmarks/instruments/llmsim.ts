import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type ServerCommand, type ServerProcess } from './server-process.ts';

const program = fileURLToPath(import.meta.resolve('@llmsim/cli/package.json')).replace(
  'package.json',
  'bin/llmsim.js',
);

/** How llmsim is started: as its users do, with the flags and the configuration file that they would write. */
export interface LlmsimOptions {
  readonly flags?: readonly string[];
  /** The text of a YAML file. */
  readonly config?: string;
  readonly nodeOptions?: readonly string[];
}

/** The command that serves llmsim without a configuration file. Its log is kept to warnings. */
export function llmsimCommand(flags: readonly string[], nodeOptions: readonly string[] = []): ServerCommand {
  return {
    args: (port) => [
      program,
      'serve',
      '--port',
      String(port),
      '--seed',
      '1',
      '--log-level',
      'warn',
      ...flags,
    ],
    readyPath: '/health',
    nodeOptions,
  };
}

/** Starts llmsim and waits until it is ready. */
export async function startLlmsim({
  flags = [],
  config,
  nodeOptions,
}: LlmsimOptions): Promise<ServerProcess> {
  const directory = config === undefined ? undefined : mkdtempSync(join(tmpdir(), 'llmsim-benchmark-'));
  const all = [...flags];
  if (directory !== undefined && config !== undefined) {
    writeFileSync(join(directory, 'llmsim.yaml'), config);
    all.push('--config', join(directory, 'llmsim.yaml'));
  }
  const server = await startServer(llmsimCommand(all, nodeOptions));
  return {
    ...server,
    async stop() {
      await server.stop();
      if (directory !== undefined) rmSync(directory, { recursive: true });
    },
  };
}

/** A constant latency as configuration: every due time is known. */
export function constantLatency(ttftMs: number, tbtMs: number): string {
  return `latency: { ttft_mean_ms: ${ttftMs}, ttft_stddev_ms: 0, tbt_mean_ms: ${tbtMs}, tbt_stddev_ms: 0 }\n`;
}
