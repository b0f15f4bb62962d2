import type { Clock, Simulator, StatsRecorder } from '@llmsim/core';
import type { Heartbeat } from './operations/heartbeat.js';

/** What serves requests, whatever API they come in through. */
export interface Engine {
  readonly simulator: Simulator;
  readonly stats: StatsRecorder;
  readonly clock: Clock;
  readonly heartbeat: Heartbeat;
  /** The number of the next turn, where several processes count together. */
  readonly nextTurnNumber: (() => Promise<number>) | undefined;
  /** The largest request body that is read, in bytes. */
  readonly bodyLimitBytes: number;
  /** An error that is a defect of llmsim itself: the request gets a 500, the server goes on. */
  readonly reportDefect: (error: unknown) => void;
}
