import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The top of the repository. */
export const root = join(import.meta.dirname, '../..');

/** The program as its users run it. */
export const bin = join(root, 'packages/cli/bin/llmsim.js');

/** The newest Node, for clients that do not run on the oldest that llmsim supports. */
export const newestNode = existsSync(join(root, 'node_modules/.bin/node'))
  ? join(root, 'node_modules/.bin/node')
  : process.execPath;

/** A server in a process of its own. */
export interface Simulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** The environment of this process without what would change how llmsim or its clients behave. */
export function cleanEnvironment(
  added: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string | undefined>> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(LLMSIM_|OPENAI_|NODE_OPTIONS|NODE_ENV|FORCE_COLOR|JEST_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), NO_COLOR: '1', ...added };
}

/** What a server is started with besides its arguments. */
export interface StartOptions {
  /** The file of the program; by default the one of this repository. */
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** By default the top of the repository. */
  readonly cwd?: string;
}

/** Starts `llmsim serve` on a free port. */
export async function startSimulator(
  args: readonly string[],
  { program = bin, environment = {}, cwd = root }: StartOptions = {},
): Promise<Simulator> {
  const child = spawn(process.execPath, [program, 'serve', ...args], {
    cwd,
    env: cleanEnvironment({ LLMSIM_PORT: '0', ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const receive = (text: string) => {
      printed += text;
      const [, address] = /listens on (http:\S+)/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.setEncoding('utf8').on('data', receive);
    child.stderr.setEncoding('utf8').on('data', receive);
    void exited.then(() => reject(new Error(`It ended at once: ${printed}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** How a program ended, and all that it printed. */
export interface Run {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, environment = {} }: { cwd: string; environment?: Readonly<Record<string, string>> },
): Promise<Run> {
  const child = spawn(command, args, {
    cwd,
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const receive = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', receive);
  child.stderr.setEncoding('utf8').on('data', receive);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
