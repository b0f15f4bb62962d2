import type { Decide, ScenarioInput, ScenarioSet, Unmatched } from '@llmsim/scenarios';
import type { ScenarioSource } from './test-desk.js';

/** The package that reads scenarios is loaded with the first request that needs it: most servers never do. */
export const loadScenarioPackage = () => import('@llmsim/scenarios');

/** Scenarios that were read, and decide requests. */
export interface ScenarioBook {
  readonly set: ScenarioSet;
  readonly decide: Decide;
  readonly unmatched: Unmatched;
}

/**
 * Reads scenarios.
 * @param unmatched - what is done with a request that nothing fits, where the files do not say
 * @throws ScenarioError with all that is wrong
 */
export async function openBook(
  sources: readonly ScenarioSource[],
  unmatched: Unmatched,
): Promise<ScenarioBook> {
  const { createDecide, loadScenarios } = await loadScenarioPackage();
  const set = loadScenarios(
    ...sources.map((source): ScenarioInput => ('text' in source ? source : source.made)),
  );
  return { set, decide: createDecide(set.scenarios), unmatched: set.unmatched ?? unmatched };
}

/** So many scenarios of tests are kept ready in this process. */
const keptBooks = 100;

/** The scenarios of tests, as this process has read them. */
export interface BookShelf {
  /** The version that is known of a test; `undefined`: none. */
  known(test: string): string | undefined;
  /** @throws ScenarioError */
  open(test: string, version: string, source: ScenarioSource | undefined): Promise<ScenarioBook>;
}

export function createBookShelf(unmatched: Unmatched): BookShelf {
  const shelf = new Map<string, { readonly version: string; readonly book: Promise<ScenarioBook> }>();
  return {
    known: (test) => shelf.get(test)?.version,
    open(test, version, source) {
      const found = shelf.get(test);
      if (found?.version === version) return found.book;
      if (source === undefined) throw new Error(`The scenarios of test ${test} are gone.`);
      const book = openBook([source], unmatched);
      shelf.delete(test);
      shelf.set(test, { version, book });
      if (shelf.size > keptBooks) shelf.delete(shelf.keys().next().value ?? '');
      return book;
    },
  };
}
