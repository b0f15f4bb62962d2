import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';

/** What a scenario wants of those who meet it. */
export interface Expectation {
  /** The tools that are called, in this order and no others. */
  readonly tools: readonly string[] | undefined;
  /** How many of its turns are met; all of them if it is not said. */
  readonly turns: number | undefined;
  /** How many requests it answers. */
  readonly requests: number | undefined;
  /** How many of these may be repetitions. */
  readonly retries: number | undefined;
  /** Each failure is followed by a request of the same turn that succeeds. */
  readonly faultsSurvived: boolean;
}

/** The keys of `expect`. */
export const expectKeys = ['tools', 'turns', 'requests', 'retries', 'faults'] as const;

export function readExpectation(source: Source, reader: Reader): Expectation | undefined {
  if (source.value === undefined) return undefined;
  if (reader.mapping(source, expectKeys, `a mapping with any of ${expectKeys.join(', ')}`) === undefined) {
    return undefined;
  }
  return {
    tools: reader.texts(source.at('tools')),
    turns: reader.count(source.at('turns'), 0),
    requests: reader.count(source.at('requests'), 0),
    retries: reader.count(source.at('retries'), 0),
    faultsSurvived: reader.choice(source.at('faults'), ['survived']) !== undefined,
  };
}
