import { noUsage, type Usage } from '../turn/usage.js';
import { boundedName } from '../bounded/bounded-name.js';
import type { ChunkTimes, FailureDetail, FinishedRequest, RequestStart } from './finished-request.js';
import { recordFirstToken, type Group, type Mutable } from './groups.js';
import type { LatencyHistogram } from './latency-histogram.js';
import type { Outcome } from './outcome.js';
import type { RateWindow } from './rate-window.js';
import type { JournalEntry, OpenRequest } from './stats-journal.js';
import type { FailureState, StatsState } from './stats-state.js';

/** A failure and when it was. */
export type DatedFailure = Omit<FailureState, 'agoMs'> & { readonly atMs: number };

/** What the records of all requests count up together. */
export interface Totals {
  active: number;
  inputTokens: number;
  chunks: number;
  readonly outcomes: Mutable<StatsState['outcomes']>;
  readonly tokens: Mutable<StatsState['tokens']>;
  readonly errors: Map<number, number>;
  readonly duration: LatencyHistogram;
  readonly timeToFirstToken: LatencyHistogram;
  readonly interToken: LatencyHistogram;
  readonly tokenRate: RateWindow;
  /** Whether it is written down when each chunk was delivered. */
  readonly keepsChunkTimes: boolean;
  readonly onEnd: ((request: FinishedRequest) => void) | undefined;
  readonly journal: ((entry: JournalEntry) => void) | undefined;
  fail(failure: DatedFailure): void;
  /** A request is about to be counted as over. */
  ended(record: RecordedRequest, atMs: number): void;
}

/** The record of one request. */
export class RecordedRequest {
  // What each token needs comes first, and is of numbers that are kept in place.
  #isOver = false;
  readonly #isStreaming: boolean;
  #delivered = 0;
  #chunks = 0;
  /** Delivered tokens that wait for a time to be counted at. */
  #untimed = 0;
  /** When the last token was delivered, in whole milliseconds and the microseconds beyond them; -1: none was. */
  #lastTokenMs = -1;
  #lastTokenUs = 0;
  readonly #ledger: Totals;
  readonly #endpoint: Group;
  readonly #model: Group | undefined;
  readonly request: RequestStart;
  /** Counted from the start of the process. */
  readonly number: number;
  #usage: Usage = noUsage;
  #firstTokenMs = NaN;
  /** `undefined`: not written down. */
  readonly #chunkTimes: { readonly [list in keyof ChunkTimes]: number[] } | undefined;

  constructor(
    ledger: Totals,
    request: RequestStart,
    number: number,
    endpoint: Group,
    model: Group | undefined,
  ) {
    this.#isStreaming = request.streaming;
    this.#ledger = ledger;
    this.#chunkTimes = ledger.keepsChunkTimes && request.streaming ? { atMs: [], tokens: [] } : undefined;
    this.request = boundedStart(request);
    this.number = number;
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
    this.#ledger.journal?.(['plan', this.number, usage]);
  }

  delivered(atMs: number, tokens = 1): void {
    if (this.#isOver) return;
    this.deliveredMany(tokens);
    this.#flush(atMs);
    if (!this.#isStreaming) return;
    this.#chunks += 1;
    this.#ledger.chunks += 1;
    if (this.#chunkTimes !== undefined) {
      this.#chunkTimes.atMs.push(atMs - this.request.atMs);
      this.#chunkTimes.tokens.push(tokens);
    }
    const wholeMs = Math.floor(atMs);
    const us = Math.round((atMs - wholeMs) * 1000);
    if (this.#lastTokenMs === -1) {
      this.#firstTokenMs = atMs - this.request.atMs;
      this.#ledger.timeToFirstToken.record(this.#firstTokenMs);
      if (this.#model !== undefined) recordFirstToken(this.#model, this.#firstTokenMs);
      recordFirstToken(this.#endpoint, this.#firstTokenMs);
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
    ledger.ended(this, atMs);
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
      const durationMs = atMs - this.request.atMs;
      ledger.duration.record(durationMs);
      for (const group of groups) {
        group.completed += 1;
        group.completedMs += durationMs;
      }
    }
    if (outcome === 'failed' || outcome === 'disconnected' || outcome === 'lost') {
      ledger.fail({
        atMs,
        endpoint: this.#endpoint.name,
        model: this.#model?.name ?? null,
        status,
        outcome,
        cause: cause ?? null,
      });
    }
    if (ledger.journal !== undefined) {
      const firstTokenMs = this.#timeToFirstTokenMs();
      const durationMs = atMs - this.request.atMs;
      ledger.journal([
        'end',
        this.number,
        {
          outcome,
          status,
          cause: cause ?? null,
          failure: failure && boundedDetail(failure),
          delivered: this.#delivered,
          firstTokenMs,
          durationMs,
        },
      ]);
    }
    ledger.onEnd?.({
      ...this.request,
      outcome,
      status,
      cause: cause ?? null,
      failure: failure && boundedDetail(failure),
      usage: this.#usage,
      deliveredTokens: this.#delivered,
      deliveredChunks: this.#chunks,
      chunkTimes: this.#chunkTimes,
      abandonedTokens: Math.max(0, missing),
      timeToFirstTokenMs: this.#timeToFirstTokenMs(),
      durationMs: atMs - this.request.atMs,
    });
  }

  #timeToFirstTokenMs(): number | null {
    return Number.isNaN(this.#firstTokenMs) ? null : this.#firstTokenMs;
  }

  /** What is known of it by now. */
  describe(): OpenRequest {
    return {
      number: this.number,
      request: this.request,
      usage: this.#usage === noUsage ? null : this.#usage,
      delivered: this.#delivered,
    };
  }
}

/** Messages name what a client sent; by then they have said what was wrong. UTF-16 units. */
const longestMessage = 2000;

/** What is known of a request, with as much of what its client chose as may be kept. */
function boundedStart(request: RequestStart): RequestStart {
  const { model, path } = request;
  const boundedModel = model && boundedName(model);
  const boundedPath = path && boundedName(path);
  // Nearly always nothing is too long, and nothing is made anew.
  return boundedModel === model && boundedPath === path
    ? request
    : { ...request, model: boundedModel, path: boundedPath };
}

function boundedDetail({ message, param }: FailureDetail): FailureDetail {
  return { message: message && boundedName(message, longestMessage), param: param && boundedName(param) };
}
