export { joinWorkers, shareTurnNumbers } from './cluster/join-workers.js';
export { shareRateLimiter } from './cluster/remote-rate-limiter.js';
export { shareRunningCalls } from './cluster/remote-running-calls.js';
export { shareStateStore } from './cluster/remote-state-store.js';
export { createBookkeeper } from './cluster/worker-books.js';
export { reservePort } from './cluster/reserve-port.js';
export { startWorkers } from './cluster/start-workers.js';
export { createApp } from './create-app.js';
export { createFaultDesk } from './faults/fault-desk.js';
export { shareFaultDesk } from './faults/remote-fault-desk.js';
export { createRateLimiter } from './limits/rate-limiter.js';
export { judgeTests } from './scenarios/judge-tests.js';
export { shareTestDesk } from './scenarios/remote-test-desk.js';
export { createTestDesk } from './scenarios/test-desk.js';
export { startServer } from './start-server.js';
export type { IpcCaller, IpcHandlers, IpcPort } from './cluster/ipc.js';
export type { Bookkeeper, BookSource, WorkerBooks } from './cluster/worker-books.js';
export type { JournalFiles } from './cluster/worker-journal.js';
export type { ProcessUse } from './operations/process-use.js';
export type { WorkerLink } from './cluster/join-workers.js';
export type { RunningWorkers, WorkersOptions } from './cluster/start-workers.js';
export type { AppOptions } from './create-app.js';
export type { FaultDesk, FaultList, FaultSource } from './faults/fault-desk.js';
export type {
  Admission,
  LimitedUse,
  LimitsSnapshot,
  RateLimiter,
  RemainingLimits,
} from './limits/rate-limiter.js';
export type { RateLimitOptions } from './limits/rate-limits.js';
export type { SharedOperations } from './operations/operations-source.js';
export type { LedgerEntry, LedgerFilter } from './operations/request-ledger.js';
export type { ReloadReport } from './routes/reload.js';
export type { RunningServer, ServerOptions } from './start-server.js';
export type { TestReport } from './scenarios/scenario-service.js';
export type {
  ScenarioSource,
  TestDesk,
  TestDeskLimits,
  TestRecord,
  TestSetup,
} from './scenarios/test-desk.js';
export type { Judgement } from './scenarios/judge-tests.js';
