import { histogramSince } from './latency-histogram.js';
import type { GroupState, LatencyState, StatsState } from './stats-state.js';

/** What was counted of latencies since an earlier state of the same recorders. */
export function latencySince(state: LatencyState, earlier: LatencyState): LatencyState {
  return {
    duration: histogramSince(state.duration, earlier.duration),
    timeToFirstToken: histogramSince(state.timeToFirstToken, earlier.timeToFirstToken),
    interToken: histogramSince(state.interToken, earlier.interToken),
  };
}

/**
 * What was counted since an earlier state of the same recorders. What is said of the moment stays as it is: what is
 * active, recent, open or late.
 */
export function statsSince(state: StatsState, earlier: StatsState): StatsState {
  const uptimeMs = Math.max(0, state.uptimeMs - earlier.uptimeMs);
  const isSince = (agoMs: number | null) => agoMs !== null && agoMs < uptimeMs;
  const { degradedAgoMs, invalidAgoMs } = state.scheduler;
  return {
    ...state,
    ...latencySince(state, earlier),
    uptimeMs,
    requests: state.requests - earlier.requests,
    streaming: state.streaming - earlier.streaming,
    outcomes: recordSince(state.outcomes, earlier.outcomes) as StatsState['outcomes'],
    inputTokens: state.inputTokens - earlier.inputTokens,
    tokens: recordSince(state.tokens, earlier.tokens) as StatsState['tokens'],
    chunks: state.chunks - earlier.chunks,
    errors: withoutZeros(recordSince(state.errors, earlier.errors)),
    endpoints: groupsSince(state.endpoints, earlier.endpoints),
    models: groupsSince(state.models, earlier.models),
    sockets: { open: state.sockets.open, total: state.sockets.total - earlier.sockets.total },
    scheduler: {
      ...state.scheduler,
      degradedAgoMs: isSince(degradedAgoMs) ? degradedAgoMs : null,
      invalidAgoMs: isSince(invalidAgoMs) ? invalidAgoMs : null,
    },
    failures: state.failures.filter(({ agoMs }) => agoMs < uptimeMs),
  };
}

// Through maps, since a name may be `__proto__`.
function recordSince(
  counts: Readonly<Record<string, number>>,
  earlier: Readonly<Record<string, number>>,
): Record<string, number> {
  const before = new Map(Object.entries(earlier));
  return Object.fromEntries(
    Object.entries(counts).map(([key, count]) => [key, count - (before.get(key) ?? 0)]),
  );
}

function withoutZeros(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

function groupsSince(
  groups: Readonly<Record<string, GroupState>>,
  earlier: Readonly<Record<string, GroupState>>,
): Record<string, GroupState> {
  const before = new Map(Object.entries(earlier));
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => {
      const then = before.get(name);
      return [name, then === undefined ? group : groupSince(group, then)];
    }),
  );
}

function groupSince(group: GroupState, earlier: GroupState): GroupState {
  return {
    active: group.active,
    requests: group.requests - earlier.requests,
    errors: group.errors - earlier.errors,
    inputTokens: group.inputTokens - earlier.inputTokens,
    outputTokens: group.outputTokens - earlier.outputTokens,
    completed: group.completed - earlier.completed,
    completedMs: group.completedMs - earlier.completedMs,
    timeToFirstToken: histogramSince(group.timeToFirstToken, earlier.timeToFirstToken),
  };
}
