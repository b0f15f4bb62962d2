import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A real terminal with a shell in it, in a tmux of its own. */
export interface TmuxTerminal {
  /** Types a line and Enter. */
  run(command: string): void;
  /** Presses keys, by their names in tmux: `q`, `Right`, `C-c`. */
  press(...keys: readonly string[]): void;
  resize(width: number, height: number): void;
  /** The lines on the screen, without spaces at their ends. */
  screen(): readonly string[];
  /** The same with the sequences that set styles. */
  styledScreen(): string;
  /** Waits until the screen shows something. */
  shows(wanted: string | RegExp): Promise<void>;
  /** What tmux knows of the terminal, by the names of its formats. */
  state(format: string): string;
  close(): void;
}

/** Whether there is a tmux to make terminals with. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

const patienceMs = 60_000;

/** Waits for something that takes its time. */
export async function eventually<T>(
  what: string,
  find: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`In vain: ${what}`);
}

/**
 * @param environment - of the shell, in addition to a plain one
 */
export function openTmuxTerminal(
  width: number,
  height: number,
  environment: Readonly<Record<string, string>> = {},
): TmuxTerminal {
  const socket = `llmsim-${randomUUID()}`;
  const tmux = (...args: readonly string[]) => {
    const result = spawnSync('tmux', ['-u', '-f', '/dev/null', '-L', socket, ...args], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`tmux ${args.join(' ')}: ${result.stderr}`);
    return result.stdout;
  };
  const variables = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', PS1: '$ ', ...environment };
  const settings = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  // A shell without the habits of whoever runs the test.
  const shell = `exec env -i TERM="$TERM" ${settings.join(' ')} sh`;
  tmux('new-session', '-d', '-x', String(width), '-y', String(height), shell);
  const screen = () =>
    tmux('capture-pane', '-p')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.trimEnd());
  return {
    run: (command) => void tmux('send-keys', command, 'Enter'),
    press: (...keys) => void tmux('send-keys', ...keys),
    resize: (columns, lines) => void tmux('resize-window', '-x', String(columns), '-y', String(lines)),
    screen,
    styledScreen: () => tmux('capture-pane', '-p', '-e'),
    async shows(wanted) {
      await eventually(`the screen shows ${String(wanted)}`, () => {
        const text = screen().join('\n');
        return (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) ? true : undefined;
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${screen().join('\n')}`);
      });
    },
    state: (format) => tmux('display-message', '-p', `#{${format}}`).trim(),
    close: () => void spawnSync('tmux', ['-L', socket, 'kill-server']),
  };
}
