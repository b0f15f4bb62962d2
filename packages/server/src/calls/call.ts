import type {
  ApiFailure,
  Outcome,
  PreparedRequest,
  PlannedReply,
  Provider,
  RequestContext,
  RequestControls,
  RequestRecord,
  WireResponse,
} from '@llmsim/core';
import type { Engine } from '../engine.js';
import { limitsOf } from '../limits/limits-of.js';
import type { LimitedUse, RemainingLimits } from '../limits/rate-limiter.js';

/** Who calls what, and how: known of every call before anything of its body is. */
export interface CallOpening {
  readonly engine: Engine;
  readonly provider: Provider;
  /** The key under which statistics count it. */
  readonly endpoint: string;
  readonly context: RequestContext;
  /** Monotonic milliseconds. */
  readonly acceptedAtMs: number;
  /** The API key that it carries; empty if it has none. */
  readonly key: string;
  /** What its headers ask for; `undefined`: nothing. */
  readonly controls: RequestControls | undefined;
  /** The test that it belongs to; `undefined`: none is named. */
  readonly test?: string | undefined;
  /** Why it is refused whatever its body says; `undefined`: it is not. */
  readonly refusal: ApiFailure | undefined;
  /** Of HTTP; `undefined` for a turn of a WebSocket. */
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

/** How a call ended. */
export interface CallEnd {
  readonly outcome: Outcome;
  /** The HTTP status that was sent. */
  readonly status: number;
  /** The failure mode or the kind of error; `undefined`: nothing went wrong, or what the plan says. */
  readonly cause?: string | undefined;
  /** The error that the client got instead of an answer. */
  readonly failure?: ApiFailure | undefined;
}

/** One call of an API, from its acceptance to its end, whatever it came in through. */
export class Call {
  readonly opening: CallOpening;
  /** The model that is asked, as far as that is known. */
  model: string | undefined;
  /** Begins when its model is known, or when it ends before that. */
  record: RequestRecord | undefined;
  /** What was found out of a long request in steps; `undefined`: it is short. */
  prepared: PreparedRequest | undefined;
  /** What it was charged with; `undefined`: nothing yet. */
  charged: LimitedUse | undefined;
  /** What is left of the limits; `undefined`: nobody counts. */
  remaining: RemainingLimits | undefined;
  /** What was asked, if it is of a test. */
  body: unknown;
  holdsStream = false;
  /** What it really uses, and what goes wrong by plan; `undefined`: nothing is decided yet. */
  plan: Pick<PlannedReply, 'usage' | 'fault'> | undefined;
  /** The failure mode that struck before anything else was decided. */
  fault: string | undefined;
  /** Whether it goes on without its client, as a turn in the background does. */
  isDetached = false;
  /** Called with how the call ended, after it was accounted for. */
  finish: ((outcome: Outcome) => void | Promise<void>) | undefined;

  constructor(opening: CallOpening) {
    this.opening = opening;
  }

  /** Counts it. */
  begin(streaming: boolean): RequestRecord {
    const { engine, endpoint, acceptedAtMs, context, method, path, test } = this.opening;
    const { requestId: id } = context;
    const model = this.model === '' ? undefined : this.model;
    this.record = engine.stats.start({
      endpoint,
      model,
      streaming,
      atMs: acceptedAtMs,
      id,
      method,
      path,
      test,
    });
    return this.record;
  }

  /** What is answered is decided, and counts as used. */
  decided(plan: Pick<PlannedReply, 'usage' | 'fault'>): void {
    this.plan = plan;
    this.record?.planned(plan.usage);
  }

  /** Counts how it ended. Later calls count nothing. */
  end({ outcome, status, cause, failure }: CallEnd): void {
    const record = this.record ?? this.begin(false);
    record.end(outcome, this.opening.engine.clock.nowMs(), status, cause ?? this.plan?.fault, failure);
  }

  /**
   * Counts how it is about to end, where another process settles the books of this one if it dies: before the end of
   * the reply is sent, so that no client has an answer that was not counted.
   */
  settle(end: CallEnd): void {
    const { writeJournal } = this.opening.engine;
    if (writeJournal === undefined) return;
    this.end(end);
    writeJournal();
  }

  /** An error in the words of the API. */
  encodeFailure(failure: ApiFailure): WireResponse {
    const { provider, context, method, path } = this.opening;
    const { requestId, headers } = context;
    return provider.encodeFailure(failure, { requestId, method, path, headers });
  }

  /** The headers that every reply of the API has. @param failure - what the reply reports, if it is an error */
  replyHeaders(failure?: ApiFailure): Readonly<Record<string, string>> {
    const { engine, provider, context, acceptedAtMs } = this.opening;
    const { requestId } = context;
    const processingMs = engine.clock.nowMs() - acceptedAtMs;
    const sentAtMs = engine.clock.wallMs();
    const rateLimits = limitsOf(failure, this.remaining);
    const headers = provider.replyHeaders?.({ requestId, processingMs, sentAtMs, rateLimits }) ?? {};
    const fault = this.fault ?? this.plan?.fault;
    return fault === undefined ? headers : { ...headers, 'x-llmsim-fault': fault };
  }
}
