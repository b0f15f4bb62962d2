import { LlmsimError } from '@llmsim/core';

/** One thing that is wrong with the settings. */
export interface ConfigMistake {
  /** `llmsim.yaml:3:5`, `--port` or `LLMSIM_PORT`. */
  readonly place: string;
  /** `server.port`; empty if it is about no setting in particular. */
  readonly path: string;
  /** What was found, and what is accepted. */
  readonly what: string;
}

/** Settings that cannot be used. Its message has a line for each mistake. */
export class ConfigError extends LlmsimError {
  readonly mistakes: readonly ConfigMistake[];

  /** @param mistakes - at least one */
  constructor(mistakes: readonly ConfigMistake[]) {
    const lines = mistakes.map(
      ({ place, path, what }) => `${place}: ${path === '' ? '' : `${path}: `}${what}`,
    );
    const [only] = lines;
    super(
      'LLMSIM_CONFIG',
      lines.length === 1 && only !== undefined
        ? only
        : `${lines.length} settings are wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}
