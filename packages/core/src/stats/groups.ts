import type { NameTable } from './name-table.js';
import { createLatencyHistogram, emptyHistogram, type LatencyHistogram } from './latency-histogram.js';
import type { GroupState } from './stats-state.js';

/** What is counted up. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The running totals of one endpoint or model. */
export type Group = Mutable<Omit<GroupState, 'timeToFirstToken'>> & {
  readonly name: string;
  /** Made for the first token: most of the names that strangers choose never have one. */
  timeToFirstToken: LatencyHistogram | undefined;
};

/** @param name - as it is known by */
export function createGroup(name: string): Group {
  return {
    name,
    requests: 0,
    active: 0,
    errors: 0,
    inputTokens: 0,
    outputTokens: 0,
    completed: 0,
    completedMs: 0,
    timeToFirstToken: undefined,
  };
}

/** Counts the time to the first token of a request. */
export function recordFirstToken(group: Group, firstTokenMs: number): void {
  (group.timeToFirstToken ??= createLatencyHistogram()).record(firstTokenMs);
}

/** The totals of all groups, by their names. */
export function statesOf(groups: NameTable<Group>): Record<string, GroupState> {
  return Object.fromEntries(
    Array.from(groups.values(), ({ name, timeToFirstToken, ...totals }) => {
      const state = { ...totals, timeToFirstToken: timeToFirstToken?.exportState() ?? emptyHistogram };
      return [name, state] as const;
    }),
  );
}
