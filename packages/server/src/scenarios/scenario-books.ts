import { createBoundedMap } from '@llmsim/core';
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

/** So many scenarios of tests are kept ready in this process; those that were not used for the longest time go first. */
const keptBooks = 100;

/** The scenarios of a test in one version. */
export interface KeptBook {
  readonly version: string;
  readonly book: Promise<ScenarioBook>;
}

/** The scenarios of tests, as this process has read them. */
export interface BookShelf {
  /** The version that was read last; `undefined`: none is kept. */
  find(test: string): KeptBook | undefined;
  /** Reads a version, unless it is kept. @throws ScenarioError */
  open(test: string, version: string, source: ScenarioSource): Promise<ScenarioBook>;
}

export function createBookShelf(unmatched: Unmatched): BookShelf {
  const shelf = createBoundedMap<KeptBook>({ maxEntries: keptBooks });
  return {
    find: (test) => shelf.use(test),
    open(test, version, source) {
      const found = shelf.get(test);
      if (found?.version === version) return found.book;
      const book = openBook([source], unmatched);
      shelf.set(test, { version, book });
      return book;
    },
  };
}
