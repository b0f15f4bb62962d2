import { PassThrough, Writable } from 'node:stream';
import xterm, { type Terminal } from '@xterm/headless';

/** A terminal in memory: what is written to `output` is on its screen. */
export interface HeadlessTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly terminal: Terminal;
  /** Everything that was ever written to it. */
  written(): string;
  /** Whether keys arrive one by one. */
  isRaw(): boolean;
  type(keys: string): void;
  resize(width: number, height: number): void;
  /** The lines of its screen, once all that was written is on it. */
  screen(): Promise<readonly string[]>;
}

/** @see HeadlessTerminal */
export function createHeadlessTerminal(width: number, height: number): HeadlessTerminal {
  const terminal = new xterm.Terminal({ cols: width, rows: height, allowProposedApi: true });
  let written = '';
  const output = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        terminal.write(chunk, done);
      },
    }),
    { isTTY: true, columns: width, rows: height },
  );
  let raw = false;
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(wanted: boolean) {
      raw = wanted;
      input.isRaw = wanted;
      return input;
    },
  });
  return {
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    terminal,
    written: () => written,
    isRaw: () => raw,
    type: (keys) => input.write(keys),
    resize(columns, rows) {
      terminal.resize(columns, rows);
      Object.assign(output, { columns, rows });
      output.emit('resize');
    },
    async screen() {
      // The screen is written at the end of the current turn of the event loop.
      await new Promise<void>((resolve) => setImmediate(resolve));
      await new Promise<void>((resolve) => terminal.write('', resolve));
      const { active } = terminal.buffer;
      return Array.from(
        { length: terminal.rows },
        (_, line) => active.getLine(active.viewportY + line)?.translateToString(true) ?? '',
      );
    },
  };
}
