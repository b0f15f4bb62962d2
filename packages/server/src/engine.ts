import type { Clock, RequestContext, Simulator, StatsRecorder } from '@llmsim/core';
import type { TenantOf } from './access/tenant.js';
import type { AskedFaults } from './faults/fault-desk.js';
import type { BufferBudget } from './connections/buffer-budget.js';
import type { Arrivals } from './connections/arrivals.js';
import type { RateLimiter } from './limits/rate-limiter.js';
import type { Heartbeat } from './operations/heartbeat.js';
import type { MessageTurns } from './sockets/message-turns.js';
import type { SocketKeeper } from './sockets/socket-keeper.js';
import type { ServerLoad } from './calls/server-load.js';
import type { ScenarioService } from './scenarios/scenario-service.js';
import type { StepRunner } from './calls/step-runner.js';

/** What serves requests, whatever API they come in through. */
export interface Engine {
  readonly simulator: Simulator;
  readonly stats: StatsRecorder;
  readonly clock: Clock;
  readonly arrivals: Arrivals;
  readonly heartbeat: Heartbeat;
  /**
   * Writes down what was counted so far, where another process settles the books of this one if it dies; `undefined`:
   * none does.
   */
  readonly writeJournal: (() => void) | undefined;
  /** Lets scenarios decide turns, and judges tests. */
  readonly scenarios: ScenarioService;
  /** The number of the next turn, where several processes count together. */
  readonly nextTurnNumber: (() => Promise<number>) | undefined;
  readonly load: ServerLoad;
  readonly stepRunner: StepRunner;
  /** Failure modes that were asked for while the server runs. */
  readonly askedFaults: AskedFaults;
  /** What is buffered of what clients send. */
  readonly buffers: BufferBudget;
  /** How many turns may stream at once. */
  readonly maxStreams: number;
  readonly sockets: SocketKeeper;
  readonly messageTurns: MessageTurns;
  /** How many WebSockets may be open at once. */
  readonly maxWebSockets: number;
  /** `undefined`: use is not limited. */
  readonly limiter: RateLimiter | undefined;
  /** Whether the headers of a request carry an accepted API key; `undefined`: none is needed. */
  readonly acceptsKey: ((headers: RequestContext['headers']) => boolean) | undefined;
  /** Whose request it is, by its headers. */
  readonly tenantOf: TenantOf;
  /** Whether requests of a page of that origin are served; `undefined` is not from a page. */
  readonly allowsOrigin: (origin: string | undefined) => boolean;
  /** Whether `x-llmsim-*` headers are obeyed. */
  readonly controlHeaders: boolean;
  /** The largest request body that is read, in bytes. */
  readonly bodyLimitBytes: number;
  /** How many values the JSON of a request may have, at all levels. */
  readonly valueLimit: number;
  /** Called with what the schemas of a request ask for and its reply does not follow. */
  readonly onIgnored: ((what: string) => void) | undefined;
  /** An error that is a defect of llmsim itself: the request gets a 500, the server goes on. */
  readonly reportDefect: (error: unknown) => void;
}
