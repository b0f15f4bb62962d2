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

/** How many mistakes a message shows: a file may have as many as it has lines. */
const mostShown = 50;

/** Settings that cannot be used. Its message has a line for each mistake. */
export class ConfigError extends LlmsimError {
  readonly mistakes: readonly ConfigMistake[];

  /** @param mistakes - at least one */
  constructor(mistakes: readonly ConfigMistake[]) {
    const lines = mistakes
      .slice(0, mostShown)
      .map(({ place, path, what }) => `${place}: ${path === '' ? '' : `${path}: `}${what}`);
    const more = mistakes.length - lines.length;
    if (more > 0) lines.push(`and ${more} more.`);
    const [only] = lines;
    super(
      'LLMSIM_CONFIG',
      lines.length === 1 && only !== undefined
        ? only
        : `${mistakes.length} settings are wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}
