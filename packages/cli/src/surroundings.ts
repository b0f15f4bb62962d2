/** What text is written to. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether it shows colours; `undefined`: it does not. */
  hasColors?(): boolean;
}

/** Signals that a command answers to. */
export type AnsweredSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The world around the program: a parameter, so that tests can run commands within their own process. */
export interface Surroundings {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Calls the listener each time the process gets the signal, instead of what the signal does by default.
   * @returns ends that
   */
  onSignal(signal: AnsweredSignal, listener: () => void): () => void;
}

/** The process itself. */
export function systemSurroundings(): Surroundings {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    onSignal(signal, listener) {
      process.on(signal, listener);
      return () => process.off(signal, listener);
    },
  };
}
