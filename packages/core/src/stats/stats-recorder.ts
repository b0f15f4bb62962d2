import { noUsage, type Usage } from '../turn/usage.js';
import { createBoundedMap, type BoundedMap } from './bounded-map.js';
import { createLagMonitor, defaultLagLimits, type LagLimits } from './lag-monitor.js';
import { createLatencyHistogram } from './latency-histogram.js';
import type { Outcome } from './outcome.js';
import type { FailureDetail, FinishedRequest, RequestStart } from './finished-request.js';
import { createRateWindow } from './rate-window.js';
import type { StatsSnapshot } from './stats-snapshot.js';
import { failureLimit, type FailureState, type GroupState, type StatsState } from './stats-state.js';
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
   * @param failure - what the client was told, where it was told of an error
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
  /** Everything so far, in the form that adds up with that of other processes; see `mergeStats`. */
  exportState(atMs: number): StatsState;
}

/** How statistics are kept. */
export interface StatsRecorderOptions {
  /** Monotonic milliseconds; the uptime counts from here. */
  readonly startedAtMs: number;
  /** When the simulator stops believing its own timing; what is left out is as in `LagLimits`. */
  readonly lagLimits?: Partial<LagLimits> | undefined;
  /** Told of each request when it is over. For a ledger or a log; without one, nothing is collected for it. */
  readonly onEnd?: ((request: FinishedRequest) => void) | undefined;
}

/** Starts to keep statistics. Recording costs tens of nanoseconds and never allocates per token. */
export function createStatsRecorder(options: StatsRecorderOptions): StatsRecorder {
  return new Ledger(options);
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The running totals of one endpoint or model. */
type Group = Mutable<GroupState> & { readonly name: string };

function createGroup(name: string): Group {
  return {
    name,
    requests: 0,
    active: 0,
    errors: 0,
    inputTokens: 0,
    outputTokens: 0,
    completed: 0,
    completedMs: 0,
  };
}

function statesOf(groups: BoundedMap<Group>): Record<string, GroupState> {
  return Object.fromEntries(Array.from(groups.values(), ({ name, ...state }) => [name, state] as const));
}

/** A failure and when it was. */
type DatedFailure = Omit<FailureState, 'agoMs'> & { readonly atMs: number };

class Ledger implements StatsRecorder {
  readonly #startedAtMs: number;
  readonly outcomes: Mutable<StatsState['outcomes']> = {
    completed: 0,
    failed: 0,
    cancelled: 0,
    disconnected: 0,
  };
  readonly tokens: Mutable<StatsState['tokens']> = { generated: 0, delivered: 0, abandoned: 0 };
  readonly errors = new Map<number, number>();
  readonly duration = createLatencyHistogram();
  readonly timeToFirstToken = createLatencyHistogram();
  readonly interToken = createLatencyHistogram();
  readonly tokenRate;
  readonly #requestRate;
  readonly #endpoints = createBoundedMap(createGroup);
  readonly #models = createBoundedMap(createGroup);
  readonly #lagMonitor;
  readonly #failures: DatedFailure[] = [];
  readonly #sockets = { open: 0, total: 0 };
  readonly onEnd;
  requests = 0;
  active = 0;
  streaming = 0;
  inputTokens = 0;

  constructor({ startedAtMs, lagLimits, onEnd }: StatsRecorderOptions) {
    this.#startedAtMs = startedAtMs;
    this.onEnd = onEnd;
    this.tokenRate = createRateWindow(startedAtMs);
    this.#requestRate = createRateWindow(startedAtMs);
    this.#lagMonitor = createLagMonitor(startedAtMs, { ...defaultLagLimits, ...lagLimits });
  }

  start(request: RequestStart): RequestRecord {
    this.requests += 1;
    this.active += 1;
    if (request.streaming) this.streaming += 1;
    this.#requestRate.add(1, request.atMs);
    return new LedgerEntry(
      this,
      request,
      this.#endpoints.get(request.endpoint),
      request.model === undefined ? undefined : this.#models.get(request.model),
    );
  }

  addEndpoint(name: string): void {
    this.#endpoints.get(name);
  }

  lag(lateMs: number, atMs: number): void {
    this.#lagMonitor.record(lateMs, atMs);
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
    return {
      uptimeMs: atMs - this.#startedAtMs,
      requests: this.requests,
      active: this.active,
      streaming: this.streaming,
      outcomes: { ...this.outcomes },
      inputTokens: this.inputTokens,
      tokens: { ...this.tokens },
      errors: Object.fromEntries(this.errors),
      recentRequests: this.#requestRate.total(atMs),
      recentTokens: this.tokenRate.total(atMs),
      duration: this.duration.exportState(),
      timeToFirstToken: this.timeToFirstToken.exportState(),
      interToken: this.interToken.exportState(),
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

class LedgerEntry implements RequestRecord {
  // What each token needs comes first, and is of numbers that are kept in place.
  #isOver = false;
  readonly #isStreaming: boolean;
  #delivered = 0;
  /** Delivered tokens that wait for a time to be counted at. */
  #untimed = 0;
  /** When the last token was delivered, in whole milliseconds and the microseconds beyond them; -1: none was. */
  #lastTokenMs = -1;
  #lastTokenUs = 0;
  readonly #ledger: Ledger;
  readonly #endpoint: Group;
  readonly #model: Group | undefined;
  readonly #request: RequestStart;
  #usage: Usage = noUsage;
  #firstTokenMs = NaN;

  constructor(ledger: Ledger, request: RequestStart, endpoint: Group, model: Group | undefined) {
    this.#isStreaming = request.streaming;
    this.#ledger = ledger;
    this.#request = request;
    this.#endpoint = endpoint;
    this.#model = model;
    endpoint.requests += 1;
    endpoint.active += 1;
    if (model === undefined) return;
    model.requests += 1;
    model.active += 1;
  }

  planned(usage: Usage): void {
    if (this.#isOver || this.#usage !== noUsage) return;
    this.#usage = usage;
    this.#ledger.tokens.generated += usage.outputTokens;
    this.#ledger.inputTokens += usage.inputTokens;
    this.#endpoint.inputTokens += usage.inputTokens;
    if (this.#model !== undefined) this.#model.inputTokens += usage.inputTokens;
  }

  delivered(atMs: number, tokens = 1): void {
    if (this.#isOver) return;
    this.deliveredMany(tokens);
    this.#flush(atMs);
    if (!this.#isStreaming) return;
    const wholeMs = Math.floor(atMs);
    const us = Math.round((atMs - wholeMs) * 1000);
    if (this.#lastTokenMs === -1) {
      this.#firstTokenMs = atMs - this.#request.atMs;
      this.#ledger.timeToFirstToken.record(this.#firstTokenMs);
    } else {
      const sinceMs = (wholeMs - this.#lastTokenMs + (us - this.#lastTokenUs) / 1000) / tokens;
      for (let token = 0; token < tokens; token += 1) this.#ledger.interToken.record(sinceMs);
    }
    this.#lastTokenMs = wholeMs;
    this.#lastTokenUs = us;
  }

  deliveredMany(tokens: number): void {
    if (this.#isOver) return;
    this.#untimed += tokens;
    this.#delivered += tokens;
    this.#ledger.tokens.delivered += tokens;
    this.#endpoint.outputTokens += tokens;
    if (this.#model !== undefined) this.#model.outputTokens += tokens;
  }

  #flush(atMs: number): void {
    this.#ledger.tokenRate.add(this.#untimed, atMs);
    this.#untimed = 0;
  }

  end(outcome: Outcome, atMs: number, status: number, cause?: string, failure?: FailureDetail): void {
    if (this.#isOver) return;
    this.#flush(atMs);
    this.#isOver = true;
    const ledger = this.#ledger;
    const groups = this.#model === undefined ? [this.#endpoint] : [this.#endpoint, this.#model];
    ledger.active -= 1;
    ledger.outcomes[outcome] += 1;
    for (const group of groups) group.active -= 1;

    // A reply that gave more than was planned, because a failure mode repeated itself, was generated in full.
    const planned = this.#usage.outputTokens;
    const missing = planned - this.#delivered;
    if (missing >= 0) ledger.tokens.abandoned += missing;
    else ledger.tokens.generated -= missing;

    if (status >= 400) {
      ledger.errors.set(status, (ledger.errors.get(status) ?? 0) + 1);
      for (const group of groups) group.errors += 1;
    } else if (outcome === 'completed' && this.#model !== undefined) {
      // Only these: refusals and look-ups take no time and would make the simulated model look fast.
      const durationMs = atMs - this.#request.atMs;
      ledger.duration.record(durationMs);
      for (const group of groups) {
        group.completed += 1;
        group.completedMs += durationMs;
      }
    }
    if (outcome === 'failed' || outcome === 'disconnected') {
      ledger.fail({
        atMs,
        endpoint: this.#endpoint.name,
        model: this.#model?.name ?? null,
        status,
        outcome,
        cause: cause ?? null,
      });
    }
    ledger.onEnd?.({
      ...this.#request,
      outcome,
      status,
      cause: cause ?? null,
      failure,
      usage: this.#usage,
      deliveredTokens: this.#delivered,
      abandonedTokens: Math.max(0, missing),
      timeToFirstTokenMs: Number.isNaN(this.#firstTokenMs) ? null : this.#firstTokenMs,
      durationMs: atMs - this.#request.atMs,
    });
  }
}
