import { LlmsimError } from '@llmsim/core';
import type { Place } from './file/place.js';

/** Something that is wrong, or may be, with a scenario file. */
export interface Problem {
  /** An error makes the file useless; a warning points at what may surprise. */
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** `undefined`: the scenarios were made by a program. */
  readonly place: Place | undefined;
}

/** A scenario file that cannot be used. `problems` has all that is wrong with it. */
export class ScenarioError extends LlmsimError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('LLMSIM_SCENARIO', problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** A problem on one line, with its place: `weather.yaml:3:5: error: …`. */
export function describeProblem({ level, message, place }: Problem): string {
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
  return `${where}${level}: ${message}`;
}
