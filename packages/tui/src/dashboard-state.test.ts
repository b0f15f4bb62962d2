import {
  modelColumns,
  reduceDashboard,
  sortedGroups,
  startDashboard,
  viewNames,
  type DashboardEvent,
  type DashboardState,
} from './dashboard-state.js';
import { failure, sampleStats } from './testing/sample-stats.js';

const fresh = startDashboard('http://127.0.0.1:8080', 500);

function answered(seconds: number, atMs = seconds * 1000, over = {}): DashboardEvent {
  return { type: 'answered', stats: sampleStats(seconds, over), atMs, wallMs: 1_000_000 + atMs };
}

function unanswered(atMs: number, reason = 'connection refused'): DashboardEvent {
  return { type: 'unanswered', reason, atMs, retryAtMs: atMs + 500 };
}

function after(state: DashboardState, ...events: readonly DashboardEvent[]): DashboardState {
  return events.reduce(reduceDashboard, state);
}

describe('reduceDashboard', () => {
  it('waits for a server that has not answered yet', () => {
    const { connection, stats, failedTries } = after(
      fresh,
      unanswered(100),
      unanswered(600, 'no answer in time'),
    );
    expect(connection).toEqual({ phase: 'waiting', reason: 'no answer in time', retryAtMs: 1100 });
    expect([stats, failedTries]).toEqual([undefined, 2]);
  });

  it('is live once it answers', () => {
    const state = after(fresh, unanswered(100), answered(60));
    expect([state.connection.phase, state.failedTries, state.statsAtMs]).toEqual(['live', 0, 60_000]);
    expect(state.stats?.snapshot.total_requests).toBe(1200);
  });

  it('keeps the counters of a server that went away, and since when it is away', () => {
    const state = after(fresh, answered(60), unanswered(61_000), unanswered(62_000));
    expect(state.connection).toEqual({
      phase: 'lost',
      reason: 'connection refused',
      sinceMs: 61_000,
      retryAtMs: 62_500,
    });
    expect(state.stats?.snapshot.total_requests).toBe(1200);
  });

  it('goes on counting where it was when the same server comes back', () => {
    const state = after(fresh, answered(60), unanswered(61_000), answered(70));
    expect([state.connection.phase, state.earlier.restarts]).toEqual(['live', 0]);
    const counted = state.history.reduce((sum, { requests }) => sum + requests, 0);
    expect(counted).toBeCloseTo(200, 6);
  });

  it('remembers what was counted before a server was started anew, each time', () => {
    const first = after(fresh, answered(60), unanswered(61_000), answered(5, 80_000));
    expect(first.earlier).toEqual({ restarts: 1, requests: 1200, tokens: 366_000, errors: 2 });
    expect(first.stats?.snapshot.total_requests).toBe(100);
    const second = after(first, answered(2, 90_000));
    expect(second.earlier).toMatchObject({ restarts: 2, requests: 1300 });
    expect(Math.min(...second.history.map(({ requests }) => requests))).toBe(0);
  });

  it('logs failures', () => {
    const late = answered(61, 61_000, { recent_failures: [failure(0.1, 'a', 500, 'x')] });
    expect(after(fresh, answered(60), late).failures.map(({ cause }) => cause)).toContain('x');
  });

  it('shows the views in turn and by name', () => {
    const steps = viewNames.map((_, index) =>
      after(fresh, ...Array.from({ length: index + 1 }, () => ({ type: 'show-next', step: 1 }) as const)),
    );
    expect(steps.map(({ view }) => view)).toEqual(['charts', 'models', 'failures', 'overview']);
    expect(after(fresh, { type: 'show-next', step: -1 }).view).toBe('failures');
    expect(after(fresh, { type: 'show', view: 'models' }).view).toBe('models');
  });

  it('shows and hides the help, which another view closes', () => {
    expect(after(fresh, { type: 'help' }).helpShown).toBe(true);
    expect(after(fresh, { type: 'help' }, { type: 'help' }).helpShown).toBe(false);
    expect(after(fresh, { type: 'help' }, { type: 'show', view: 'charts' }).helpShown).toBe(false);
  });

  it.each([
    [100, 600],
    [1000, 1000],
    [-200, 300],
    [-1000, 200],
  ])('changes the interval of 500 ms by %i to %i', (byMs, expected) => {
    expect(after(fresh, { type: 'change-interval', byMs }).intervalMs).toBe(expected);
  });

  it('pauses and goes on', () => {
    expect(after(fresh, { type: 'pause' }).paused).toBe(true);
    expect(after(fresh, { type: 'pause' }, { type: 'pause' }).paused).toBe(false);
  });

  it('selects models within the table', () => {
    const live = after(fresh, answered(60));
    expect(after(live, { type: 'move', rows: 1 }).selectedRow).toBe(1);
    expect(after(live, { type: 'move', rows: Infinity }).selectedRow).toBe(2);
    expect(after(live, { type: 'move', rows: -5 }).selectedRow).toBe(0);
    expect(after(fresh, { type: 'move', rows: 5 }).selectedRow).toBe(0);
  });

  it('selects a row that is there when models vanish with a restart', () => {
    const last = after(fresh, answered(60), { type: 'move', rows: 2 });
    expect(after(last, answered(1, 90_000, { models: { one: { requests: 1 } } })).selectedRow).toBe(0);
  });

  it('scrolls the failures within the log', () => {
    const live = after(fresh, answered(60), { type: 'show', view: 'failures' });
    expect(after(live, { type: 'move', rows: 2 }).failureOffset).toBe(2);
    expect(after(live, { type: 'move', rows: Infinity }).failureOffset).toBe(3);
    expect(after(live, { type: 'move', rows: 2 }).selectedRow).toBe(0);
  });

  it('sorts by the next column, numbers from the largest and names from A', () => {
    expect(after(fresh, { type: 'sort-next', step: 1 }).sort).toEqual({ column: 'active', descending: true });
    expect(after(fresh, { type: 'sort-next', step: -1 }).sort).toEqual({
      column: 'model',
      descending: false,
    });
    const round = modelColumns.map(() => ({ type: 'sort-next', step: 1 }) as const);
    expect(after(fresh, ...round).sort.column).toBe('requests');
  });

  it('reverses the order', () => {
    expect(after(fresh, { type: 'reverse-sort' }).sort).toEqual({ column: 'requests', descending: false });
  });

  it('leaves the state that it was given as it was', () => {
    const live = after(fresh, answered(60));
    const copy = structuredClone(live);
    after(live, answered(61), unanswered(62_000), { type: 'pause' }, { type: 'sort-next', step: 1 });
    expect(live).toEqual(copy);
  });
});

describe('sortedGroups', () => {
  const stats = sampleStats(60, {
    models: {
      b: { requests: 5, active: 1, errors: 0, input_tokens: 1, output_tokens: 9, avg_latency_ms: 2 },
      a: { requests: 5, active: 2, errors: 3, input_tokens: 2, output_tokens: 8, avg_latency_ms: 1 },
      c: { requests: 9, active: 0, errors: 1, input_tokens: 3, output_tokens: 7, avg_latency_ms: 3 },
    },
  });

  it.each([
    ['model', 'abc', 'cba'],
    // Equal numbers are in the order of names, either way.
    ['requests', 'abc', 'cab'],
    ['active', 'cba', 'abc'],
    ['errors', 'bca', 'acb'],
    ['input', 'bac', 'cab'],
    ['output', 'cab', 'bac'],
    ['latency', 'abc', 'cba'],
  ] as const)('sorts by %s: %s ascending, %s descending', (column, ascending, descending) => {
    const names = (down: boolean) =>
      sortedGroups(stats.snapshot.models, { column, descending: down })
        .map(([name]) => name)
        .join('');
    expect([names(false), names(true)]).toEqual([ascending, descending]);
  });

  it('is empty before a server has answered', () => {
    expect(sortedGroups({}, { column: 'model', descending: false })).toEqual([]);
  });
});
