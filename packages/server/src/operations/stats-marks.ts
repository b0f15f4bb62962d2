import { createBoundedMap, statsSince, type StatsState } from '@llmsim/core';

/** How many marks are kept; the oldest go first. */
const markLimit = 32;

/** Marks in the statistics, by their names, so that what was counted since one can be shown. */
export interface StatsMarks {
  /** Sets a mark here, in the place of one of the same name. */
  set(name: string, state: StatsState): void;
  /** What was counted since a mark; `undefined`: there is none of this name. */
  since(name: string, state: StatsState): StatsState | undefined;
  /** The names there are, the oldest first. */
  names(): readonly string[];
}

/** Keeps marks in this process. */
export function createStatsMarks(): StatsMarks {
  const marks = createBoundedMap<StatsState>({ maxEntries: markLimit });
  return {
    set: (name, state) => marks.set(name, state),
    since(name, state) {
      const mark = marks.get(name);
      return mark && statsSince(state, mark);
    },
    names: () => Array.from(marks.entries(), ([name]) => name),
  };
}
