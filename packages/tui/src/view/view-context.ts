import type { DashboardState } from '../dashboard-state.js';
import type { ServerStats } from '../stats/server-stats.js';
import type { Glyphs } from './styled-text.js';

/** What every part of a view is made from. */
export interface ViewContext {
  readonly state: DashboardState;
  readonly glyphs: Glyphs;
  /** Monotonic milliseconds, of the same origin as the times of the state. */
  readonly nowMs: number;
  /** How far local time is ahead of UTC. */
  readonly timeZoneMinutes: number;
  /** Where the server of this dashboard writes its log; undefined if the dashboard has started none. */
  readonly logFile: string | undefined;
}

/** A view of a server that has answered at least once. */
export interface LiveContext extends ViewContext {
  readonly stats: ServerStats;
}
