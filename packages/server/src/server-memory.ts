import {
  createStatsRecorder,
  createSystemClock,
  type Clock,
  type FinishedRequest,
  type JournalEntry,
  type StatsRecorder,
} from '@llmsim/core';
import { createArrivals, type Arrivals } from './connections/arrivals.js';
import { createBufferBudget, type BufferBudget } from './connections/buffer-budget.js';
import type { TestRequest } from '@llmsim/scenarios';
import type { RateLimiter } from './limits/rate-limiter.js';
import type { RateLimitOptions } from './limits/rate-limits.js';
import { createHeartbeat, type Heartbeat } from './operations/heartbeat.js';
import { createRequestLedger, type RequestLedger } from './operations/request-ledger.js';
import { createStatsMarks, type StatsMarks } from './operations/stats-marks.js';
import { createMessageTurns, type MessageTurns } from './sockets/message-turns.js';
import { createSocketKeeper, type SocketKeeper } from './sockets/socket-keeper.js';
import { createAskedFaults, type AskedFaults, type FaultDesk, type FaultList } from './faults/fault-desk.js';
import type { TestDesk } from './scenarios/test-desk.js';
import type { ServerLoad } from './calls/server-load.js';
import { createStepRunner, type StepRunner } from './calls/step-runner.js';

/** What a server remembers as long as it runs, whatever happens to its settings. */
export interface ServerMemory {
  readonly clock: Clock;
  /** Nothing is waited for any more, where the clock is the server's own. */
  readonly stop: () => void;
  readonly arrivals: Arrivals;
  readonly stats: StatsRecorder;
  /** `undefined`: there is no journal. */
  readonly writeJournal: (() => void) | undefined;
  readonly heartbeat: Heartbeat;
  /** `undefined`: no ledger is kept. */
  readonly ledger: RequestLedger | undefined;
  readonly marks: StatsMarks;
  readonly load: ServerLoad;
  readonly stepRunner: StepRunner;
  readonly buffers: BufferBudget;
  readonly sockets: SocketKeeper;
  readonly messageTurns: MessageTurns;
  /** What was used of the rate limits. */
  limiter: { readonly limits: RateLimitOptions; readonly limiter: RateLimiter } | undefined;
  /** Tests, where no other process keeps them; `undefined` until an app needs it. */
  testDesk: TestDesk | undefined;
  /** Failure modes that were asked for while the server runs. */
  readonly askedFaults: AskedFaults;
  /** Keeps them, where no other process does; `undefined` until an app needs it. */
  faultDesk: FaultDesk | undefined;
  /** Whether the server listens on loopback only; `false` until it listens. */
  isOnLoopback: boolean;
  /** Open requests are finished, new ones are refused. */
  isDraining: boolean;
}

/** Where it is written down what happens to requests. */
export interface Journal {
  /** Takes down an entry, which is written soon. */
  readonly add: (entry: JournalEntry) => void;
  /** Writes what was taken down. What was written outlives this process. */
  readonly write: () => void;
}

/** What the memory of a server is made with. These settings hold as long as it runs. */
export interface ServerMemoryOptions {
  /** Failure modes that were asked for before, where several processes serve together; by default none. */
  readonly askedFaults?: FaultList | undefined;
  /** By default the system's. */
  readonly clock?: Clock | undefined;
  /** How many finished requests `/llmsim/requests` lists; 1,000 by default, 0 switches it off. */
  readonly ledgerSize?: number | undefined;
  /** Whether the ledger says when each chunk of a stream was sent; by default it does not. */
  readonly keepsChunkTimes?: boolean | undefined;
  /**
   * How many bytes of unfinished bodies and waiting messages are buffered, of all connections together; 128 MiB by
   * default. Who finds no room waits for it. What WebSockets keep between turns is bounded by as much again: the one that
   * keeps most is closed.
   */
  readonly bufferLimitBytes?: number | undefined;
  /** Where everything is written down that happens to requests, so that another process can settle the books of this one. */
  readonly journal?: Journal | undefined;
  /** Told of each request of a test when it is decided. */
  readonly onTestRequest?: ((test: string, request: TestRequest) => void) | undefined;
  /** Told of each request when it is over, for a log. */
  readonly onRequestEnd?: ((request: FinishedRequest) => void) | undefined;
}

export function createServerMemory(options: ServerMemoryOptions): ServerMemory {
  const { ledgerSize = 1000, onRequestEnd, journal } = options;
  const ownClock = createSystemClock();
  const { clock = ownClock } = options;
  const { bufferLimitBytes = 128 * 1024 * 1024 } = options;
  const ledger = ledgerSize > 0 ? createRequestLedger(ledgerSize) : undefined;
  const keep =
    ledger === undefined
      ? onRequestEnd
      : (request: FinishedRequest) => {
          ledger.add(request, clock.wallMs() - (clock.nowMs() - request.atMs));
          onRequestEnd?.(request);
        };
  const stats = createStatsRecorder({
    startedAtMs: clock.nowMs(),
    keepsChunkTimes: options.keepsChunkTimes,
    onEnd: keep,
    journal: journal?.add,
  });
  return {
    clock,
    stop: () => ownClock.stop(),
    arrivals: createArrivals(clock),
    stats,
    writeJournal: journal?.write,
    heartbeat: createHeartbeat(clock, stats),
    ledger,
    marks: createStatsMarks(),
    load: { streams: 0 },
    stepRunner: createStepRunner(),
    buffers: createBufferBudget(bufferLimitBytes, clock),
    messageTurns: createMessageTurns(),
    sockets: createSocketKeeper(clock, bufferLimitBytes),
    limiter: undefined,
    testDesk: undefined,
    askedFaults: createAskedFaults(options.askedFaults),
    faultDesk: undefined,
    isOnLoopback: false,
    isDraining: false,
  };
}
