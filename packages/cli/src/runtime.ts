import { isatty } from 'node:tty';

/** What text is written to. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether it shows colours; `undefined`: it does not. */
  hasColors?(): boolean;
  /** Whether it is a terminal; `undefined`: it is not. */
  readonly isTTY?: boolean;
}

/** Signals that a command answers to. */
export type AnsweredSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The world around the program: a parameter, so that tests can run commands within their own process. */
export interface Runtime {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Calls the listener each time the process gets the signal, instead of what the signal does by default.
   * @returns ends that
   */
  onSignal(signal: AnsweredSignal, listener: () => void): () => void;
  /** Whether there was a terminal at the start and there is none any more. */
  hasLostTerminal(): boolean;
  /** Sends a message to the program that started this one, if it listens for any. */
  notifyParent(message: Readonly<Record<string, unknown>>): void;
  /**
   * Calls the listener when the program that started this one, and listened for messages, is gone. This process does
   * not end by itself before that.
   * @returns ends that
   */
  onParentGone(listener: () => void): () => void;
}

/** The process itself. */
export function systemRuntime(): Runtime {
  const standardOutput = 1;
  const hadTerminal = isatty(standardOutput);
  // Somebody who stops reading (`llmsim serve | head`) is no reason to fall over.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    onSignal(signal, listener) {
      process.on(signal, listener);
      return () => process.off(signal, listener);
    },
    hasLostTerminal: () => hadTerminal && !isatty(standardOutput),
    notifyParent: (message) => process.send?.(message),
    onParentGone(listener) {
      // Even a listener that would never be called would keep Node from closing the channel.
      if (process.send === undefined) return () => undefined;
      process.on('disconnect', listener);
      return () => process.off('disconnect', listener);
    },
  };
}
