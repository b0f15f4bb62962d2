import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../packages/cli/bin/llmsim.js', import.meta.url));

/** What a program is started with besides its arguments. */
export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The Node.js that runs it; by default the one that runs the tests. */
  readonly node?: string;
}

/** How a program ended, and all that it printed. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs as its user would run it. */
export interface Program {
  /** Resolves once standard output or standard error has something that matches, to the match. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void;
  readonly ending: Promise<Ending>;
}

/** Programs that are still running, to be ended after the test. */
const running = new Set<ChildProcess>();

/** Ends whatever a failed test has left. For `afterEach`. */
export async function endPrograms(): Promise<void> {
  const children = [...running];
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => once(child, 'close')));
}

/** Starts `llmsim` with the given arguments and nothing of ours in its environment. */
export function startProgram(
  args: readonly string[],
  { environment = {}, node = process.execPath }: ProgramOptions = {},
): Program {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(LLMSIM_|NODE_OPTIONS|FORCE_COLOR)/.test(name),
  );
  const child = spawn(node, [bin, ...args], {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const received = () => {
    for (const check of waiting) check();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    received();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    received();
  });
  const ending = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
  });

  return {
    ending,
    signal: (name) => void child.kill(name),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(stdout) ?? pattern.exec(stderr);
          if (match === null) return;
          waiting.delete(check);
          resolve(match);
        };
        waiting.add(check);
        check();
        void ending.then(() =>
          reject(new Error(`It ended without printing ${String(pattern)}: ${stdout}${stderr}`)),
        );
      }),
  };
}

/** Runs `llmsim` to its end. */
export function runProgram(args: readonly string[], options?: ProgramOptions): Promise<Ending> {
  return startProgram(args, options).ending;
}

/** Starts `llmsim serve` on a free port. @returns the program and its address */
export async function startServing(
  args: readonly string[] = [],
  options?: ProgramOptions,
): Promise<{ program: Program; url: string }> {
  // The log as a person would see it, which it is not without a terminal.
  const environment = { LLMSIM_LOG_FORMAT: 'pretty', ...options?.environment };
  const program = startProgram(['serve', '--port', '0', ...args], { ...options, environment });
  const [, url = ''] = await program.printed(/listens on (http:\S+)/);
  return { program, url };
}

/** Serves a scenario file to tests, and ends after they have asked. */
export async function runMock(
  file: string,
  ask: (url: string) => Promise<unknown>,
  args: readonly string[] = [],
  options?: ProgramOptions,
): Promise<Ending> {
  const program = startProgram(['mock', file, '--port', '0', ...args], options);
  const [, url = ''] = await program.printed(/listens on (http:\S+)/);
  await ask(url);
  program.signal('SIGINT');
  return program.ending;
}

/** Asks for a completion, of a model that does not reason before it speaks. */
export function complete(url: string, body: Readonly<Record<string, unknown>> = {}): Promise<Response> {
  return fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }], ...body }),
  });
}

/** The text of a completion that is not streamed. */
export async function completionText(url: string, body?: Readonly<Record<string, unknown>>): Promise<string> {
  const reply = (await (await complete(url, body)).json()) as { choices: { message: { content: string } }[] };
  return reply.choices[0]?.message.content ?? '';
}
