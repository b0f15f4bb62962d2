import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a server did since it was asked before. */
export interface Watched {
  /** Processor time for which nobody else had a turn, at most. Milliseconds; a look at it is some of them late. */
  readonly longestMs: number;
  /** Memory in use at most, garbage included. */
  readonly mostBytes: number;
  /** Memory in use now, without garbage. */
  readonly keptBytes: number;
}

/** A server in a process of its own that is looked into. */
export interface WatchedServer {
  readonly url: string;
  readonly port: number;
  /** What it did since the last look, which begins anew, without the garbage of before. */
  look(): Promise<Watched>;
  stop(): Promise<void>;
}

export async function startWatchedServer(
  flags: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<WatchedServer> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(LLMSIM_|NODE_OPTIONS)/.test(name)),
  );
  const child = spawn(
    process.execPath,
    [
      ...['--expose-gc', '--import', fileAt('probe.mjs'), fileAt('../../../packages/cli/bin/llmsim.js')],
      ...['serve', '--port', '0', '--seed', '1', '--latency', 'instant', ...flags],
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...inherited, ...environment },
    },
  );
  const [listening] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('It ended before it could listen.'))),
  ])) as [{ url: string }];
  const { url } = listening;
  return {
    url,
    port: Number(new URL(url).port),
    async look() {
      child.send('look');
      const [watched] = (await once(child, 'message')) as [Watched];
      return watched;
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
