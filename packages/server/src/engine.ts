import type { Clock, Simulator, StatsRecorder } from '@llmsim/core';

/** What serves requests, whatever API they come in through. */
export interface Engine {
  /** May be replaced while the server runs; requests that are under way keep the one they began with. */
  simulator: Simulator;
  readonly stats: StatsRecorder;
  readonly clock: Clock;
  /** The largest request body that is read, in bytes. */
  readonly bodyLimitBytes: number;
  /** An error that is a defect of llmsim itself: the request gets a 500, the server goes on. */
  reportDefect(error: unknown): void;
}
