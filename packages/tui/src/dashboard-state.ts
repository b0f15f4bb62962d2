import type { GroupSnapshot } from '@llmsim/core';
import { extendFailureLog, type Failure } from './stats/failure-log.js';
import { extendHistory, hasRestarted, type History, type Reading } from './stats/history.js';
import type { ServerStats } from './stats/server-stats.js';

/** The views, in the order of their number keys. */
export const viewNames = ['overview', 'charts', 'models', 'failures'] as const;

/** What the dashboard shows. */
export type ViewName = (typeof viewNames)[number];

/** The columns of the table of models, in order. */
export const modelColumns = ['model', 'requests', 'active', 'errors', 'input', 'output', 'latency'] as const;

/** A column of the table of models. */
export type ModelColumn = (typeof modelColumns)[number];

/** Whether the server answers. */
export type Connection =
  /** It has not answered yet. `reason` is undefined until the first try failed. */
  | { readonly phase: 'waiting'; readonly reason: string | undefined; readonly retryAtMs: number }
  | { readonly phase: 'live' }
  /** It has answered before, and does not now. */
  | {
      readonly phase: 'lost';
      readonly reason: string;
      readonly sinceMs: number;
      readonly retryAtMs: number;
    };

/** What a server had counted before it was started anew. */
export interface EarlierCounts {
  readonly restarts: number;
  readonly requests: number;
  readonly tokens: number;
  readonly errors: number;
}

/** Everything that the dashboard knows. Times that end in `Ms` are monotonic unless they say `wall`. */
export interface DashboardState {
  readonly url: string;
  /** How often the server is asked, 200 to 1,000 ms. */
  readonly intervalMs: number;
  readonly connection: Connection;
  /** How often in a row the server has not answered. */
  readonly failedTries: number;
  /** The last answer; kept while the server is away. */
  readonly stats: ServerStats | undefined;
  /** When it was received, in monotonic milliseconds. */
  readonly statsAtMs: number;
  readonly history: History;
  /** Newest last. */
  readonly failures: readonly Failure[];
  readonly earlier: EarlierCounts;
  readonly view: ViewName;
  readonly paused: boolean;
  readonly helpShown: boolean;
  readonly sort: { readonly column: ModelColumn; readonly descending: boolean };
  /** The selected row of the table of models, as sorted. */
  readonly selectedRow: number;
  /** How many of the newest failures are scrolled past. */
  readonly failureOffset: number;
}

/** What can happen to a dashboard. */
export type DashboardEvent =
  | { readonly type: 'answered'; readonly stats: ServerStats; readonly atMs: number; readonly wallMs: number }
  | {
      readonly type: 'unanswered';
      readonly reason: string;
      readonly atMs: number;
      /** When it is asked again. */
      readonly retryAtMs: number;
    }
  | { readonly type: 'show'; readonly view: ViewName }
  | { readonly type: 'show-next'; readonly step: 1 | -1 }
  | { readonly type: 'move'; readonly rows: number }
  | { readonly type: 'sort-next'; readonly step: 1 | -1 }
  | { readonly type: 'reverse-sort' }
  | { readonly type: 'pause' }
  | { readonly type: 'help' }
  /** By so many milliseconds. */
  | { readonly type: 'change-interval'; readonly byMs: number };

/** The shortest and the longest interval, in milliseconds. */
export const intervalRange = { shortestMs: 200, longestMs: 1000 } as const;

/** A dashboard that has not asked yet. */
export function startDashboard(url: string, intervalMs: number): DashboardState {
  return {
    url,
    intervalMs,
    connection: { phase: 'waiting', reason: undefined, retryAtMs: 0 },
    failedTries: 0,
    stats: undefined,
    statsAtMs: 0,
    history: [],
    failures: [],
    earlier: { restarts: 0, requests: 0, tokens: 0, errors: 0 },
    view: 'overview',
    paused: false,
    helpShown: false,
    sort: { column: 'requests', descending: true },
    selectedRow: 0,
    failureOffset: 0,
  };
}

/** What was counted of each model, or of each endpoint, in the order of the table. Equal ones are sorted by name. */
export function sortedGroups(
  groups: Readonly<Record<string, GroupSnapshot>>,
  sort: DashboardState['sort'],
): readonly (readonly [string, GroupSnapshot])[] {
  const valueOf = ([name, group]: readonly [string, GroupSnapshot]): number | string => {
    switch (sort.column) {
      case 'model':
        return name;
      case 'requests':
        return group.requests;
      case 'active':
        return group.active;
      case 'errors':
        return group.errors;
      case 'input':
        return group.input_tokens;
      case 'output':
        return group.output_tokens;
      case 'latency':
        return group.avg_latency_ms;
    }
  };
  const ascending = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
  return Object.entries(groups).sort((a, b) => {
    const order = ascending(valueOf(a), valueOf(b));
    return (sort.descending ? -order : order) || ascending(a[0], b[0]);
  });
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function cycle<T>(values: readonly T[], value: T, step: 1 | -1): T {
  const index = (values.indexOf(value) + step + values.length) % values.length;
  return values[index] ?? value;
}

function receive(state: DashboardState, stats: ServerStats, atMs: number, wallMs: number): DashboardState {
  const { snapshot } = stats;
  const before: Reading | undefined =
    state.stats === undefined ? undefined : { atMs: state.statsAtMs, snapshot: state.stats.snapshot };
  const after: Reading = { atMs, snapshot };
  const restarted = before !== undefined && hasRestarted(before, after);
  const { earlier } = state;
  const failures = extendFailureLog(state.failures, before, after, wallMs);
  return {
    ...state,
    connection: { phase: 'live' },
    failedTries: 0,
    stats,
    statsAtMs: atMs,
    history: extendHistory(state.history, before, after),
    failures,
    earlier: restarted
      ? {
          restarts: earlier.restarts + 1,
          requests: earlier.requests + before.snapshot.total_requests,
          tokens: earlier.tokens + before.snapshot.total_tokens,
          errors: earlier.errors + before.snapshot.total_errors,
        }
      : earlier,
    selectedRow: clamp(state.selectedRow, 0, Math.max(0, Object.keys(snapshot.models).length - 1)),
    failureOffset: clamp(state.failureOffset, 0, Math.max(0, failures.length - 1)),
  };
}

function moveRows(state: DashboardState, rows: number): DashboardState {
  if (state.view === 'failures') {
    const last = Math.max(0, state.failures.length - 1);
    return { ...state, failureOffset: clamp(state.failureOffset + rows, 0, last) };
  }
  const last = Math.max(0, Object.keys(state.stats?.snapshot.models ?? {}).length - 1);
  return { ...state, selectedRow: clamp(state.selectedRow + rows, 0, last) };
}

/** The state after an event. */
export function reduceDashboard(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'answered':
      return receive(state, event.stats, event.atMs, event.wallMs);
    case 'unanswered': {
      const { reason, retryAtMs } = event;
      const sinceMs = state.connection.phase === 'lost' ? state.connection.sinceMs : event.atMs;
      return {
        ...state,
        failedTries: state.failedTries + 1,
        connection:
          state.stats === undefined
            ? { phase: 'waiting', reason, retryAtMs }
            : { phase: 'lost', reason, sinceMs, retryAtMs },
      };
    }
    case 'show':
      return { ...state, view: event.view, helpShown: false };
    case 'show-next':
      return { ...state, view: cycle(viewNames, state.view, event.step), helpShown: false };
    case 'move':
      return moveRows(state, event.rows);
    case 'sort-next': {
      const column = cycle(modelColumns, state.sort.column, event.step);
      // Names read best from A, numbers from the largest.
      return { ...state, sort: { column, descending: column !== 'model' }, selectedRow: 0 };
    }
    case 'reverse-sort':
      return {
        ...state,
        sort: { ...state.sort, descending: !state.sort.descending },
        selectedRow: 0,
      };
    case 'pause':
      return { ...state, paused: !state.paused };
    case 'help':
      return { ...state, helpShown: !state.helpShown };
    case 'change-interval':
      return {
        ...state,
        intervalMs: clamp(state.intervalMs + event.byMs, intervalRange.shortestMs, intervalRange.longestMs),
      };
  }
}
