import { findConflicts } from './check/find-conflicts.js';
import { Reader } from './file/reader.js';
import { readScenario } from './file/read-scenario.js';
import { parseSource, sourceOf, type Source } from './file/source.js';
import { describeScenario } from './match/explain-miss.js';
import { ScenarioError, type Problem } from './scenario-error.js';
import type { Scenario } from './match/scenario.js';
import type { ScenarioFile } from './file/scenario-file.js';

/** What is done with a request that no rule fits: it is refused, or answered as if there were no scenarios. */
export type Unmatched = 'refuse' | 'generate';

/** Scenarios that were read and checked. */
export interface ScenarioSet {
  readonly scenarios: readonly Scenario[];
  /** `undefined`: no file says it. */
  readonly unmatched: Unmatched | undefined;
  /** What may surprise. */
  readonly warnings: readonly Problem[];
}

/** A file of scenarios: its text, or what a program made. */
export type ScenarioInput = { readonly file: string; readonly text: string } | ScenarioFile;

const fileKeys = ['$schema', 'unmatched', 'scenarios'];

/**
 * Reads scenarios, of one file or several.
 * @throws ScenarioError with everything that is wrong, and where
 */
export function loadScenarios(...inputs: readonly ScenarioInput[]): ScenarioSet {
  const reader = new Reader();
  const scenarios: Scenario[] = [];
  let unmatched: Unmatched | undefined;
  for (const input of inputs) {
    const source = 'text' in input ? tryParsing(input.text, input.file, reader) : sourceOf(input);
    if (source === undefined) continue;
    const read = readFile(source, reader, scenarios.length);
    scenarios.push(...read.scenarios);
    unmatched = read.unmatched ?? unmatched;
  }
  refuseSameNames(scenarios, reader);
  const errors = reader.problems.filter(({ level }) => level === 'error');
  if (errors.length === 0) reader.problems.push(...findConflicts(scenarios));
  if (reader.problems.some(({ level }) => level === 'error')) throw new ScenarioError(reader.problems);
  return { scenarios, unmatched, warnings: reader.problems };
}

function tryParsing(text: string, file: string, reader: Reader): Source | undefined {
  try {
    return parseSource(text, file);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    reader.problems.push(...error.problems);
    return undefined;
  }
}

function readFile(
  source: Source,
  reader: Reader,
  before: number,
): Pick<ScenarioSet, 'scenarios' | 'unmatched'> {
  const list = source.at('scenarios');
  const accepted = 'a mapping with a list "scenarios"';
  if (reader.mapping(source, fileKeys, accepted) === undefined)
    return { scenarios: [], unmatched: undefined };
  const unmatched = reader.choice(source.at('unmatched'), ['refuse', 'generate']);
  if (!Array.isArray(list.value) || list.value.length === 0) {
    reader.wrong(list, 'a list of at least one scenario');
    return { scenarios: [], unmatched };
  }
  const scenarios = reader
    .items(list)
    .flatMap((item, index) => readScenario(item, reader, `scenario ${before + index + 1}`) ?? []);
  return { scenarios, unmatched };
}

function refuseSameNames(scenarios: readonly Scenario[], reader: Reader): void {
  const named = new Map<string, Scenario>();
  for (const scenario of scenarios) {
    const other = named.get(scenario.name);
    if (other === undefined) named.set(scenario.name, scenario);
    else {
      reader.problems.push({
        level: 'error',
        message: `There are two scenarios ${describeScenario(other)}. Names tell them apart in verdicts.`,
        place: scenario.place,
      });
    }
  }
}
