import type { Seed } from '../random/seeded-random.js';
import type { Responder } from '../responders/responder.js';
import type { PlannedReply, ResponsePlan } from '../turn/response-plan.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { Usage } from '../turn/usage.js';
import type { LongWireResponse, WireResponse, WireStream } from './wire-response.js';

/** What an answer that is no turn is made of. */
export interface AnswerContext {
  /** Tokens of the request's messages, as core counts them. */
  readonly inputTokens: number;
  /** What of the answer depends on the request alone is drawn from this. */
  readonly contentSeed: Seed;
  /** Ids, and what else differs from attempt to attempt, are drawn from this. */
  readonly idSeed: Seed;
  /**
   * Plans the turn of a further request, as that of one that comes in: what an answer is made of that holds several.
   * @param responder - see `Exchange.responder`
   * @throws RequestError as `Simulator.plan` does
   */
  readonly plan: (request: SimRequest, responder?: Responder) => ResponsePlan;
}

/** An answer that is decided. */
export interface DecidedAnswer {
  /** Sent whole, or in frames from the moment on at which the whole would have been sent. */
  readonly answer: WireResponse | LongWireResponse | WireStream;
  readonly usage: Usage;
  /**
   * Milliseconds from accepting the request to the answer; by default what the model's latency profile gives for a
   * reply of that usage.
   */
  readonly afterMs?: number | undefined;
}

/** One request for an answer that is no turn, read and checked. */
export interface AnswerExchange {
  /** What was asked, for counting, limits, failure modes and the choice of a latency profile. */
  readonly request: SimRequest;
  /** Tokens to charge before the answer is known; by default those of the prompt and of all output that it allows. */
  readonly charge?: number | undefined;
  /** Decides the answer. Pure. @throws RequestError if there is none */
  answer(context: AnswerContext): DecidedAnswer;
  /** The answer is decided and about to be sent. For what must be remembered from the start. */
  begin?(): void | Promise<void>;
}

/** An answer that is no turn and will be sent when its time has come. */
export interface PlannedAnswer extends Pick<
  PlannedReply,
  'usage' | 'timeline' | 'ending' | 'damage' | 'fault' | 'trickle' | 'hasEarlyHead' | 'headAfterMs'
> {
  readonly type: 'answer';
  /** What is sent when the last event of the timeline is due, unless a failure mode made that a failure. */
  readonly answer: WireResponse | LongWireResponse | WireStream;
}
