import { statsSince, type StatsState } from '@llmsim/core';

/** How many marks are kept; the oldest go first. */
const markLimit = 32;

/** Marks in the statistics, by their names, so that what was counted since one can be told. */
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
  const marks = new Map<string, StatsState>();
  return {
    set(name, state) {
      marks.delete(name);
      marks.set(name, state);
      for (const oldest of marks.keys()) {
        if (marks.size <= markLimit) break;
        marks.delete(oldest);
      }
    },
    since(name, state) {
      const mark = marks.get(name);
      return mark && statsSince(state, mark);
    },
    names: () => [...marks.keys()],
  };
}
