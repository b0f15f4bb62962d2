import {
  countRequest,
  countRequestStepwise,
  isRequestError,
  tokenCounterForModel,
  type ApiFailure,
  type Exchange,
  type Outcome,
  type PlannedReply,
  type RequestContext,
  type RequestControls,
  type SimRequest,
} from '@llmsim/core';
import { readApiKey } from '../access/api-key.js';
import type { Engine } from '../engine.js';
import type { LimitedUse, RemainingLimits } from '../limits/rate-limiter.js';
import type { TurnJob } from './turn-job.js';

/** A request for a turn that was read and understood. */
export interface TurnRequest {
  /** The key under which statistics count it. */
  readonly endpoint: string;
  readonly exchange: Exchange;
  /** Monotonic milliseconds. */
  readonly acceptedAtMs: number;
  readonly requestId: string;
  /** Of the HTTP request that it came with, or that opened its connection. */
  readonly headers: RequestContext['headers'];
  /** What those headers ask for. */
  readonly controls: RequestControls | undefined;
}

/** Where the answer to a request for a turn goes. */
export interface TurnTransport {
  /** Whether nobody is there any more. */
  isGone(): boolean;
  /** Called once when nobody is there any more. */
  onGone(listener: () => void): void;
  /** Sends an error instead of a turn. @returns its status */
  sendFailure(failure: ApiFailure, remaining: RemainingLimits | undefined): number;
  /** Delivers the turn, and ends the job however that goes. */
  deliver(job: TurnJob): void;
  /** The turn is over and everything about it is remembered. `failure` is set if it failed before it began. */
  ended?(outcome: Outcome, failure: ApiFailure | undefined): void;
}

/** What a client that left early is recorded with: nothing was sent. nginx made the status known. */
const clientClosedRequest = 499;

/**
 * Runs one turn from its request to its end: admission, plan, delivery. It is accounted for exactly once, whatever
 * happens. Never rejects.
 */
export async function runTurn(engine: Engine, turn: TurnRequest, transport: TurnTransport): Promise<void> {
  const { clock, stats, simulator, limiter, load } = engine;
  const { exchange, acceptedAtMs, requestId } = turn;
  const { request, streaming } = exchange;
  const record = stats.start({
    endpoint: turn.endpoint,
    model: request.model,
    streaming,
    atMs: acceptedAtMs,
    id: requestId,
  });
  let charged: LimitedUse | undefined;
  let remaining: RemainingLimits | undefined;
  let begun: PlannedReply | undefined;
  let holdsStream = false;
  let isOver = false;

  const end = (outcome: Outcome, status: number, cause?: string, failure?: ApiFailure): void => {
    if (isOver) return;
    isOver = true;
    record.end(outcome, clock.nowMs(), status, cause ?? begun?.fault);
    if (holdsStream) load.streams -= 1;
    if (charged !== undefined) {
      const used = begun === undefined ? 0 : begun.usage.inputTokens + begun.usage.outputTokens;
      limiter?.correct({ ...charged, tokens: used - charged.tokens }, clock.nowMs());
    }
    void settle(outcome, failure);
  };
  const settle = async (outcome: Outcome, failure: ApiFailure | undefined): Promise<void> => {
    try {
      const finished = begun && exchange.finish?.(begun, outcome);
      if (finished !== undefined) await finished;
    } catch (error) {
      engine.reportDefect(error);
    }
    transport.ended?.(outcome, failure);
  };
  const fail = (failure: ApiFailure, cause: string = failure.kind): void => {
    if (isOver) return;
    let status = 500;
    try {
      status = transport.sendFailure(failure, remaining);
    } catch (error) {
      engine.reportDefect(error);
    }
    end('failed', status, cause, failure);
  };
  /** Whether the client has left; a turn in the background goes on without one. */
  const isUnwanted = () => transport.isGone() && exchange.encodeAccepted === undefined;
  const endIfUnwanted = (): boolean => {
    if (isUnwanted()) end('cancelled', clientClosedRequest);
    return isOver;
  };

  try {
    if (streaming) {
      if (load.streams >= engine.maxStreams) {
        fail(tooManyStreams(engine.maxStreams));
        return;
      }
      load.streams += 1;
      holdsStream = true;
    }
    const steps = countRequestStepwise(request, tokenCounterForModel(request.model));
    if (steps !== undefined) {
      await engine.stepRunner.run(steps, isUnwanted);
      if (endIfUnwanted()) return;
    }
    if (limiter !== undefined) {
      const use = { key: readApiKey(turn.headers), model: request.model, tokens: estimateTokens(request) };
      const asked = limiter.admit(use, clock.nowMs());
      const admission = asked instanceof Promise ? await asked : asked;
      remaining = admission.remaining;
      if (admission.hit !== undefined) {
        fail({ kind: 'rate-limit', model: request.model, rateLimit: admission.hit });
        return;
      }
      charged = use;
    }
    const turnNumber = simulator.isOrdered ? await engine.nextTurnNumber?.() : undefined;
    if (endIfUnwanted()) return;
    const plan = simulator.plan(request, { ...turn.controls, turnNumber, atMs: acceptedAtMs });
    if (plan.type === 'failure') {
      const send = () => fail(plan.failure, plan.fault);
      if (plan.afterMs <= 0) send();
      else {
        transport.onGone(() => end('cancelled', clientClosedRequest, plan.fault));
        clock.schedule({ run: send }, acceptedAtMs + plan.afterMs);
      }
      return;
    }

    record.planned(plan.usage);
    const beginning = exchange.begin?.(plan);
    if (beginning !== undefined) await beginning;
    begun = plan;
    if (endIfUnwanted()) return;
    transport.deliver({
      exchange,
      reply: plan,
      record,
      stats,
      clock,
      acceptedAtMs,
      requestId,
      remaining,
      end,
      reportDefect: engine.reportDefect,
    });
  } catch (error) {
    if (!isRequestError(error)) engine.reportDefect(error);
    fail(isRequestError(error) ? error.failure : { kind: 'server-error' });
  }
}

/** What a request is charged with before it is known what it needs: its prompt, and all the output it allows. */
function estimateTokens(request: SimRequest): number {
  const output = (request.maxOutputTokens ?? 0) * request.choices;
  return countRequest(request, tokenCounterForModel(request.model)) + output;
}

function tooManyStreams(limit: number): ApiFailure {
  return {
    kind: 'overloaded',
    message: `This llmsim serves ${limit} streams at once at most, and all of them are in use. Try again later.`,
    retryAfterMs: 1000,
  };
}
