import type { StatsState } from '@llmsim/core';
import type { LimitsSnapshot } from '../limits/rate-limiter.js';
import type { ProcessUse } from './process-use.js';
import type { LedgerEntry, LedgerFilter } from './request-ledger.js';

/** Where the statistics of all processes are read, where several are one server. */
export interface SharedOperations {
  readonly stats: () => Promise<StatsState>;
  /** `undefined`: no ledger is kept. */
  readonly requests: ((filter: LedgerFilter) => Promise<readonly LedgerEntry[]>) | undefined;
  readonly processUse: () => Promise<ProcessUse>;
  /** Sets a mark in the statistics of all. */
  readonly mark: (name: string) => Promise<void>;
  /** What was counted since a mark; `undefined`: there is none of this name. */
  readonly since: (name: string) => Promise<StatsState | undefined>;
}

/**
 * Where the operational pages read from: one process, or several together. Every method may answer later, as it
 * does where other processes have to be asked.
 */
export interface OperationsSource {
  stats(): StatsState | Promise<StatsState>;
  /** What all processes take of their machine together. */
  processUse(): Promise<ProcessUse>;
  /** Sets a mark in the statistics. */
  mark(name: string): void | Promise<void>;
  /** What was counted since a mark; `undefined`: there is none of this name. */
  since(name: string): StatsState | undefined | Promise<StatsState | undefined>;
  /** `undefined`: no ledger is kept. */
  readonly requests:
    ((filter: LedgerFilter) => readonly LedgerEntry[] | Promise<readonly LedgerEntry[]>) | undefined;
  /** How much of the rate limits is used; `undefined`: there are none. */
  readonly rateLimits: (() => LimitsSnapshot | Promise<LimitsSnapshot>) | undefined;
  /** Why no new work should be sent here; `undefined`: it may be. */
  notReady(): string | undefined;
  /** Shown with the statistics: version, address, profile and what else a dashboard may show. */
  describe(): Readonly<Record<string, unknown>>;
}
