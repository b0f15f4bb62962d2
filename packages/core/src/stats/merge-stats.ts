import { nameLimit, otherName } from './name-table.js';
import type { LagState } from './lag-monitor.js';
import { createLatencyHistogram, type HistogramState } from './latency-histogram.js';
import type { Verdict } from './stats-snapshot.js';
import { outcomes } from './outcome.js';
import { failureLimit, type GroupState, type LatencyState, type StatsState } from './stats-state.js';

/**
 * Adds up the states of several processes that simulate together, exactly: counts and histograms are those of one
 * recorder that had seen everything. The uptime is the longest one. The verdict is the worst one, so that a process
 * that does not keep up is not hidden by others that do. Merged states can be merged again.
 * @param states - exported at about the same time; none gives the state of a recorder that was just started
 */
export function mergeStats(states: readonly StatsState[]): StatsState {
  const total = (pick: (state: StatsState) => number) => states.reduce((sum, state) => sum + pick(state), 0);
  return {
    uptimeMs: Math.max(0, ...states.map(({ uptimeMs }) => uptimeMs)),
    requests: total(({ requests }) => requests),
    active: total(({ active }) => active),
    streaming: total(({ streaming }) => streaming),
    outcomes: Object.fromEntries(
      outcomes.map((outcome) => [outcome, total((state) => state.outcomes[outcome])]),
    ) as StatsState['outcomes'],
    inputTokens: total(({ inputTokens }) => inputTokens),
    tokens: {
      generated: total(({ tokens }) => tokens.generated),
      delivered: total(({ tokens }) => tokens.delivered),
      abandoned: total(({ tokens }) => tokens.abandoned),
    },
    chunks: total(({ chunks }) => chunks),
    errors: mergeRecords(
      states.map(({ errors }) => errors),
      (a, b) => a + b,
    ),
    recentRequests: total(({ recentRequests }) => recentRequests),
    recentTokens: total(({ recentTokens }) => recentTokens),
    ...mergeLatency(states),
    lastMinute: mergeLatency(states.map(({ lastMinute }) => lastMinute)),
    endpoints: mergeGroups(states.map(({ endpoints }) => endpoints)),
    models: mergeGroups(states.map(({ models }) => models)),
    scheduler: mergeLag(states.map(({ scheduler }) => scheduler)),
    sockets: { open: total(({ sockets }) => sockets.open), total: total(({ sockets }) => sockets.total) },
    failures: states
      .flatMap(({ failures }) => failures)
      .sort((a, b) => a.agoMs - b.agoMs)
      .slice(0, failureLimit),
  };
}

function mergeLatency(states: readonly LatencyState[]): LatencyState {
  return {
    duration: mergeHistograms(states.map(({ duration }) => duration)),
    timeToFirstToken: mergeHistograms(states.map(({ timeToFirstToken }) => timeToFirstToken)),
    interToken: mergeHistograms(states.map(({ interToken }) => interToken)),
  };
}

function mergeHistograms(states: readonly HistogramState[]): HistogramState {
  return createLatencyHistogram(...states).exportState();
}

const badness: Readonly<Record<Verdict, number>> = { ok: 0, degraded: 1, invalid: 2 };

function mergeLag(states: readonly LagState[]): LagState {
  return {
    verdict: states.reduce<Verdict>(
      (worst, { verdict }) => (badness[verdict] > badness[worst] ? verdict : worst),
      'ok',
    ),
    windowMs: Math.max(0, ...states.map(({ windowMs }) => windowMs)),
    lateMs: mergeHistograms(states.map(({ lateMs }) => lateMs)),
    degradedAgoMs: latest(states.map(({ degradedAgoMs }) => degradedAgoMs)),
    invalidAgoMs: latest(states.map(({ invalidAgoMs }) => invalidAgoMs)),
  };
}

/** The shortest time ago; `null` if it never was. */
function latest(agoMs: readonly (number | null)[]): number | null {
  return agoMs.reduce((least, ago) => (ago !== null && (least === null || ago < least) ? ago : least), null);
}

/** Merges by key; of more than 128 groups, those with the most requests keep their names. */
function mergeGroups(records: readonly Readonly<Record<string, GroupState>>[]): Record<string, GroupState> {
  const merged = mergeRecords(records, addGroups);
  const names = Object.keys(merged).filter((name) => name !== otherName);
  if (names.length <= nameLimit) return merged;
  const ranked = names.sort((a, b) => requestsOf(merged, b) - requestsOf(merged, a));
  const others = new Set(ranked.slice(nameLimit));
  return mergeRecords(
    Object.entries(merged).map(([name, group]) => ({ [others.has(name) ? otherName : name]: group })),
    addGroups,
  );
}

function requestsOf(groups: Readonly<Record<string, GroupState>>, name: string): number {
  return groups[name]?.requests ?? 0;
}

function addGroups(a: GroupState, b: GroupState): GroupState {
  return {
    requests: a.requests + b.requests,
    active: a.active + b.active,
    errors: a.errors + b.errors,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    completed: a.completed + b.completed,
    completedMs: a.completedMs + b.completedMs,
    timeToFirstToken: mergeHistograms([a.timeToFirstToken, b.timeToFirstToken]),
  };
}

// Through a map, since a name may be `__proto__`.
function mergeRecords<T>(
  records: readonly Readonly<Record<string, T>>[],
  add: (a: T, b: T) => T,
): Record<string, T> {
  const merged = new Map<string, T>();
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) {
      const before = merged.get(key);
      merged.set(key, before === undefined ? value : add(before, value));
    }
  }
  return Object.fromEntries(merged);
}
