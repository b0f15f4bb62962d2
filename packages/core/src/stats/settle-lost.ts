import type { FinishedRequest } from './finished-request.js';
import { emptyHistogram } from './latency-histogram.js';
import { mergeStats } from './merge-stats.js';
import type { JournalEntry, OpenRequest } from './stats-journal.js';
import { createStatsRecorder, type RequestRecord, type StatsRecorder } from './stats-recorder.js';
import { statsSince } from './stats-since.js';
import type { GroupState, StatsState } from './stats-state.js';

/** What a process had reported of itself when it died. */
export interface LastWords {
  readonly state: StatsState;
  /** The requests that were open in that state. */
  readonly open: readonly OpenRequest[];
  /** What happened after it, in order. */
  readonly journal: readonly JournalEntry[];
}

/** What a lost request is recorded with: nobody knows what was sent. */
const noStatus = 0;
const cause = 'process-died';

/**
 * The statistics of a process that died: each request that it had accepted has exactly one outcome, `lost` for those that
 * were open, and what was generated is what was delivered and what was abandoned. Nothing is active, recent or late.
 * @param onEnd - called with each request that ended after the state was exported, or is lost
 */
export function settleLost(last: LastWords, onEnd?: (request: FinishedRequest) => void): StatsState {
  const startedAtMs = 0;
  // What the state counts of open requests is taken out, and counted again with their end.
  const counted = createStatsRecorder({ startedAtMs });
  for (const open of last.open) resume(open, counted);
  const settled = createStatsRecorder({ startedAtMs, onEnd });
  const records = new Map<number, Resumed>();
  for (const open of last.open) records.set(open.number, resume(open, settled));
  for (const entry of last.journal) follow(entry, records, settled);
  for (const { record, atMs } of records.values()) record.end('lost', atMs, noStatus, cause);
  const rest = statsSince(last.state, counted.exportState(startedAtMs));
  const merged = mergeStats([rest, settled.exportState(startedAtMs)]);
  return withoutPresent({ ...merged, uptimeMs: last.state.uptimeMs });
}

interface Resumed {
  readonly record: RequestRecord;
  /** When it was accepted. */
  readonly atMs: number;
  readonly delivered: number;
}

function resume({ request, usage, delivered }: OpenRequest, recorder: StatsRecorder): Resumed {
  const record = recorder.start(request);
  if (usage !== null) record.planned(usage);
  record.deliveredMany(delivered);
  return { record, atMs: request.atMs, delivered };
}

function follow(entry: JournalEntry, records: Map<number, Resumed>, recorder: StatsRecorder): void {
  const [type, number] = entry;
  if (type === 'start') {
    const [, , request] = entry;
    records.set(number, { record: recorder.start(request), atMs: request.atMs, delivered: 0 });
    return;
  }
  const known = records.get(number);
  if (known === undefined) return;
  const { record, atMs } = known;
  if (type === 'plan') {
    record.planned(entry[2]);
    return;
  }
  const { outcome, status, cause: why, failure, delivered, firstTokenMs, durationMs } = entry[2];
  let missing = delivered - known.delivered;
  // The first token of a request that had one before is counted already.
  if (firstTokenMs !== null && known.delivered === 0 && missing > 0) {
    record.delivered(atMs + firstTokenMs);
    missing -= 1;
  }
  record.deliveredMany(missing);
  record.end(outcome, atMs + durationMs, status, why ?? undefined, failure);
  records.delete(number);
}

/** What remains true of a process that died: its totals, but nothing that is active, recent or late. */
function withoutPresent(state: StatsState): StatsState {
  const idle = (groups: StatsState['models']): Record<string, GroupState> =>
    Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, { ...group, active: 0 }]));
  const nothing = { duration: emptyHistogram, timeToFirstToken: emptyHistogram, interToken: emptyHistogram };
  return {
    ...state,
    active: 0,
    sockets: { ...state.sockets, open: 0 },
    recentRequests: 0,
    recentTokens: 0,
    lastMinute: nothing,
    endpoints: idle(state.endpoints),
    models: idle(state.models),
    scheduler: { ...state.scheduler, verdict: 'ok', lateMs: emptyHistogram },
  };
}
