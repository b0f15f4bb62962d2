import type { Usage } from '../turn/usage.js';
import { createNameTable } from './name-table.js';
import { createLagMonitor, defaultLagLimits, type LagLimits } from './lag-monitor.js';
import { createLatencyHistogram } from './latency-histogram.js';
import { outcomes, type Outcome } from './outcome.js';
import type { FailureDetail, FinishedRequest, RequestStart } from './finished-request.js';
import { createGroup, statesOf, type Mutable } from './groups.js';
import { createRateWindow, rateWindowMs } from './rate-window.js';
import { RecordedRequest, type DatedFailure, type Totals } from './recorded-request.js';
import type { JournalEntry, OpenRequest } from './stats-journal.js';
import { latencySince } from './stats-since.js';
import type { StatsSnapshot } from './stats-snapshot.js';
import { failureLimit, type LatencyState, type StatsState } from './stats-state.js';
import { summarizeStats } from './summarize-stats.js';

/** The record of one request in progress. */
export interface RequestRecord {
  /** The reply is decided: its tokens count as input, and as generated. Later calls do nothing. */
  planned(usage: Usage): void;
  /**
   * Output tokens were handed to the transport together, at a monotonic time in milliseconds. Of a streaming request
   * the first gives the time to first token, and each later one an inter-token latency: tokens that came together share
   * the time since those before them.
   * @param tokens - how many; 1 by default
   */
  delivered(atMs: number, tokens?: number): void;
  /** Output tokens that were handed over without an event each: hidden reasoning, or a whole JSON reply. */
  deliveredMany(tokens: number): void;
  /**
   * The request is over. Later calls do nothing.
   * @param status - the HTTP status that was sent; counts as an error from 400 on
   * @param cause - why it failed or was cut: the name of a failure mode, or the kind of an error
   * @param failure - the error that the client saw, if it saw one
   */
  end(outcome: Outcome, atMs: number, status: number, cause?: string, failure?: FailureDetail): void;
}

/** Keeps the statistics of a running simulator. */
export interface StatsRecorder {
  start(request: RequestStart): RequestRecord;
  /** Shows an endpoint from now on, with zeros until it has requests. */
  addEndpoint(name: string): void;
  /**
   * An event that was due happened this much later, at a monotonic time; both in milliseconds. Only for lateness that
   * is the simulator's own: an event held back because its reader is slow says nothing about the scheduler.
   */
  lag(lateMs: number, atMs: number): void;
  /** A WebSocket connection was opened, or closed. */
  socketOpened(): void;
  socketClosed(): void;
  /** Everything so far, as plain data. `atMs` is monotonic. */
  snapshot(atMs: number): StatsSnapshot;
  /** The requests that are not over; none without a journal. */
  openRequests(): readonly OpenRequest[];
  /** Everything so far, in the form that adds up with that of other processes; see `mergeStats`. */
  exportState(atMs: number): StatsState;
}

/** How statistics are kept. */
export interface StatsRecorderOptions {
  /** Monotonic milliseconds; the uptime counts from here. */
  readonly startedAtMs: number;
  /** When the simulator stops believing its own timing; what is left out is as in `LagLimits`. */
  readonly lagLimits?: Partial<LagLimits> | undefined;
  /** Called with each request when it is over. For a ledger or a log; without one, nothing is collected for it. */
  readonly onEnd?: ((request: FinishedRequest) => void) | undefined;
  /**
   * Whether it is written down when each chunk of a stream was delivered: two numbers a chunk, as long as the request is
   * kept. By default it is not.
   */
  readonly keepsChunkTimes?: boolean | undefined;
  /**
   * Called with everything that happens to each request, so that others can settle it if this process dies;
   * see `settleLost`. By default nobody is.
   */
  readonly journal?: ((entry: JournalEntry) => void) | undefined;
}

/** How often it is written down what was counted so far, to know what was counted since. Milliseconds. */
const sliceMs = 10_000;

/** Starts to keep statistics. Recording costs tens of nanoseconds and never allocates per token. */
export function createStatsRecorder(options: StatsRecorderOptions): StatsRecorder {
  return new Ledger(options);
}

class Ledger implements StatsRecorder, Totals {
  readonly #startedAtMs: number;
  readonly outcomes: Mutable<StatsState['outcomes']> = noOutcomes();
  chunks = 0;
  readonly tokens: Mutable<StatsState['tokens']> = { generated: 0, delivered: 0, abandoned: 0 };
  readonly errors = new Map<number, number>();
  readonly duration = createLatencyHistogram();
  readonly timeToFirstToken = createLatencyHistogram();
  readonly interToken = createLatencyHistogram();
  readonly tokenRate;
  readonly #requestRate;
  readonly #endpoints = createNameTable(createGroup);
  readonly #models = createNameTable(createGroup);
  readonly #lagMonitor;
  readonly #failures: DatedFailure[] = [];
  readonly #sockets = { open: 0, total: 0 };
  readonly keepsChunkTimes;
  readonly onEnd;
  readonly journal;
  readonly #open = new Map<number, RecordedRequest>();
  /** What was known at times at most a minute ago, the oldest first. */
  readonly #slices: { readonly atMs: number; readonly latency: LatencyState }[] = [];
  #nextSliceMs: number;
  #lastEventMs: number;
  requests = 0;
  active = 0;
  streaming = 0;
  inputTokens = 0;

  constructor({ startedAtMs, lagLimits, keepsChunkTimes = false, onEnd, journal }: StatsRecorderOptions) {
    this.#startedAtMs = startedAtMs;
    this.keepsChunkTimes = keepsChunkTimes;
    this.onEnd = onEnd;
    this.journal = journal;
    this.#nextSliceMs = startedAtMs + sliceMs;
    this.#lastEventMs = startedAtMs;
    this.tokenRate = createRateWindow(startedAtMs);
    this.#requestRate = createRateWindow(startedAtMs);
    this.#lagMonitor = createLagMonitor(startedAtMs, { ...defaultLagLimits, ...lagLimits });
  }

  start(request: RequestStart): RequestRecord {
    this.requests += 1;
    this.active += 1;
    if (request.streaming) this.streaming += 1;
    this.#passTime(request.atMs);
    this.#requestRate.add(1, request.atMs);
    const { model } = request;
    const record = new RecordedRequest(
      this,
      request,
      this.requests,
      this.#endpoints.get(request.endpoint),
      model === undefined ? undefined : this.#models.get(model),
    );
    if (this.journal !== undefined) {
      this.#open.set(record.number, record);
      this.journal(['start', record.number, record.request]);
    }
    return record;
  }

  ended(record: RecordedRequest, atMs: number): void {
    this.#passTime(atMs);
    if (this.journal !== undefined) this.#open.delete(record.number);
  }

  openRequests(): readonly OpenRequest[] {
    return Array.from(this.#open.values(), (record) => record.describe());
  }

  addEndpoint(name: string): void {
    this.#endpoints.get(name);
  }

  lag(lateMs: number, atMs: number): void {
    this.#lagMonitor.record(lateMs, atMs);
    this.#passTime(atMs);
  }

  #passTime(atMs: number): void {
    if (atMs >= this.#nextSliceMs) this.#slice(atMs);
    this.#lastEventMs = atMs;
  }

  #slice(atMs: number): void {
    // Since the last event nothing has changed, however long ago that was.
    this.#slices.push({ atMs: this.#lastEventMs, latency: this.#exportLatency() });
    // One that is a minute old or older is kept, to count from it.
    while ((this.#slices[1]?.atMs ?? Infinity) <= atMs - rateWindowMs) this.#slices.shift();
    this.#nextSliceMs = atMs + sliceMs;
  }

  #exportLatency(): LatencyState {
    return {
      duration: this.duration.exportState(),
      timeToFirstToken: this.timeToFirstToken.exportState(),
      interToken: this.interToken.exportState(),
    };
  }

  /** What was counted since the last slice that is a minute old. */
  #lastMinute(latency: LatencyState, atMs: number): LatencyState {
    const begin = this.#slices.findLast((slice) => slice.atMs <= atMs - rateWindowMs);
    return begin === undefined ? latency : latencySince(latency, begin.latency);
  }

  socketOpened(): void {
    this.#sockets.open += 1;
    this.#sockets.total += 1;
  }

  socketClosed(): void {
    this.#sockets.open -= 1;
  }

  fail(failure: DatedFailure): void {
    this.#failures.unshift(failure);
    if (this.#failures.length > failureLimit) this.#failures.pop();
  }

  snapshot(atMs: number): StatsSnapshot {
    return summarizeStats(this.exportState(atMs));
  }

  exportState(atMs: number): StatsState {
    if (atMs >= this.#nextSliceMs) this.#slice(atMs);
    const latency = this.#exportLatency();
    return {
      uptimeMs: atMs - this.#startedAtMs,
      requests: this.requests,
      active: this.active,
      streaming: this.streaming,
      outcomes: { ...this.outcomes },
      inputTokens: this.inputTokens,
      tokens: { ...this.tokens },
      chunks: this.chunks,
      errors: Object.fromEntries(this.errors),
      recentRequests: this.#requestRate.total(atMs),
      recentTokens: this.tokenRate.total(atMs),
      ...latency,
      lastMinute: this.#lastMinute(latency, atMs),
      endpoints: statesOf(this.#endpoints),
      models: statesOf(this.#models),
      scheduler: this.#lagMonitor.exportState(atMs),
      sockets: { ...this.#sockets },
      failures: this.#failures.map(({ atMs: failedAtMs, ...failure }) => ({
        agoMs: Math.max(0, atMs - failedAtMs),
        ...failure,
      })),
    };
  }
}

function noOutcomes(): Mutable<StatsState['outcomes']> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Mutable<StatsState['outcomes']>;
}
