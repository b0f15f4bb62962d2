import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';

/** How a server is started as a process of its own. */
export interface ServerCommand {
  /** Of Node: the program and its arguments. */
  readonly args: (port: number) => readonly string[];
  /** Answered with 200 as soon as the server is ready; `undefined`: it is ready when it accepts connections. */
  readonly readyPath?: string;
  readonly env?: (port: number) => NodeJS.ProcessEnv;
  /** Given to Node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

/** A server that runs as a child process, listening on 127.0.0.1. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to the moment it was ready, in milliseconds. */
  readonly startMs: number;
  /** Ends it, and waits until it has. */
  stop(): Promise<void>;
}

const longestStartMs = 30_000;
const longestStopMs = 5_000;

/**
 * Starts a server with the Node that runs this program and waits until it is ready.
 * @throws an error with the server's output if it ends or is not ready within 30 s
 */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  const port = await findFreePort();
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [...(command.nodeOptions ?? []), ...command.args(port)], {
    env: { ...process.env, ...command.env?.(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 4000) output += text;
    });
  }
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), longestStopMs);
    await exited;
    clearTimeout(late);
  };
  const isReady = command.readyPath === undefined ? isListening : answers(command.readyPath);
  while (!(await isReady(port))) {
    const tooLate = performance.now() - startedAtMs > longestStartMs;
    if (child.exitCode !== null || child.signalCode !== null || tooLate) {
      await stop();
      throw new Error(`${command.args(port).join(' ')} did not start:\n${output}`);
    }
    await sleep(1);
  }
  return { port, pid: child.pid ?? 0, startMs: performance.now() - startedAtMs, stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function answers(path: string) {
  return (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      }).on('error', () => resolve(false));
    });
}
