import {
  isRequestError,
  play,
  programOf,
  RequestError,
  type ApiFailure,
  type Exchange,
  type PlannedFailure,
  type RequestSource,
  type RequestControls,
  type ResponsePlan,
} from '@llmsim/core';
import { account } from './account.js';
import { admit } from './admit.js';
import type { Call, CallEnd } from './call.js';
import { ClientLeft, isUnwanted, mustBeWanted } from './client-left.js';
import type { Delivery, Outlet, Work } from './outlet.js';
import { startSteps } from './step-runner.js';

/** What a client that left early is recorded with: nothing was sent. nginx made the status known. */
const clientLeft: CallEnd = { outcome: 'cancelled', status: 499 };

/**
 * Runs one call from its opening to its end. It is accounted for exactly once, whatever happens. Never rejects.
 *
 * @param read - reads what the call asks for
 * @returns how it ended
 */
export async function runCall(call: Call, outlet: Outlet, read: () => Promise<Work>): Promise<CallEnd> {
  let end: CallEnd = clientLeft;
  try {
    const { refusal } = call.opening;
    if (refusal !== undefined) throw new RequestError(refusal);
    const work = await read();
    begin(call, work);
    const admission = admit(call, outlet, work);
    if (admission !== undefined) await admission;
    // Most of this is known at once: each needless wait costs a small reply a turn of the queue of promises.
    const decided = decide(call, outlet, work);
    const plan = decided instanceof Promise ? await decided : decided;
    if (plan.type === 'failure') call.fault = plan.fault;
    if (plan.type !== 'failure') {
      const headAfterMs = headAfterOf(plan);
      if (headAfterMs !== undefined && !(await waitUntil(call, outlet, headAfterMs))) return end;
      const delivered = outlet.deliver(plan);
      end = delivered instanceof Promise ? await delivered : delivered;
    } else if (await waitUntil(call, outlet, plan.afterMs)) end = await strike(call, outlet, plan);
    else end = { ...clientLeft, cause: plan.fault };
  } catch (error) {
    if (!(error instanceof ClientLeft)) {
      await findLimits(call);
      end = refuse(call, outlet, failureOf(call, error));
    }
  } finally {
    const closing = account(call, end);
    if (closing !== undefined) await closing;
  }
  return end;
}

function begin(call: Call, work: Work): void {
  if (work.type !== 'lookup') call.model = work.exchange.request.model;
  call.isDetached = work.type === 'turn' && work.exchange.encodeAccepted !== undefined;
  call.begin(work.type === 'turn' && work.exchange.streaming);
}

/**
 * Decides what is answered, and lets the API remember what it has to from the start.
 * @returns a promise only where something has to be asked of another process, or remembered
 */
function decide(
  call: Call,
  outlet: Outlet,
  work: Work,
): Delivery | PlannedFailure | Promise<Delivery | PlannedFailure> {
  const { engine, endpoint, acceptedAtMs } = call.opening;
  const { simulator, nextTurnNumber, scenarios } = engine;
  if (work.type === 'lookup') return work;
  if (work.type === 'answer') {
    const plan = simulator.planAnswer(endpoint, work.exchange, {
      ...controlsOf(call),
      source: sourceOf(call),
      prepared: call.prepared,
      atMs: acceptedAtMs,
    });
    if (plan.type === 'failure') return plan;
    call.decided(plan);
    const beginning = work.exchange.begin?.();
    return beginning instanceof Promise
      ? beginning.then(() => ({ type: 'answer', plan }))
      : { type: 'answer', plan };
  }
  const { exchange } = work;
  if (scenarios.concerns(call.opening.test)) return decideByScenario(call, outlet, exchange);
  if (simulator.isOrdered && nextTurnNumber !== undefined) {
    return nextTurnNumber().then((turnNumber) => decideTurn(call, outlet, exchange, { turnNumber }));
  }
  return decideTurn(call, outlet, exchange);
}

/** What a call asks for itself; where it asks for no failure mode, those that were asked for meanwhile strike it. */
function controlsOf({ opening }: Call): RequestControls | undefined {
  const { controls, engine, test } = opening;
  const faults = engine.askedFaults.of(test);
  return faults === undefined || controls?.faults !== undefined ? controls : { ...controls, faults };
}

/** Lets scenarios decide, and notes what came of it before the client learns of it. */
async function decideByScenario(
  call: Call,
  outlet: Outlet,
  exchange: Exchange,
): Promise<Delivery | PlannedFailure> {
  const { engine, provider, endpoint, test, context } = call.opening;
  const { simulator, nextTurnNumber, scenarios } = engine;
  const turnNumber = simulator.isOrdered ? await nextTurnNumber?.() : undefined;
  const script = await scenarios.begin({
    request: exchange.request,
    test,
    api: provider.name,
    endpoint,
    requestId: context.requestId,
    headers: context.headers,
    identity: call.prepared?.identity,
    body: call.body,
  });
  let decided: Delivery | PlannedFailure;
  try {
    decided = await decideTurn(call, outlet, exchange, { ...script.controls, turnNumber });
  } catch (error) {
    await script.refused(error);
    throw error;
  }
  if (decided.type === 'failure') await script.planned(decided);
  else if (decided.type === 'turn') await script.planned(decided.reply);
  return decided;
}

function decideTurn(
  call: Call,
  outlet: Outlet,
  exchange: Exchange,
  further?: RequestControls,
): Delivery | PlannedFailure | Promise<Delivery | PlannedFailure> {
  mustBeWanted(call, outlet);
  const { engine, acceptedAtMs } = call.opening;
  const controls = controlsOf(call);
  const steps = engine.simulator.planInSteps(exchange.request, {
    ...further,
    ...controls,
    source: sourceOf(call),
    responder: controls?.responder ?? further?.responder ?? exchange.responder,
    prepared: call.prepared,
    atMs: acceptedAtMs,
  });
  const plan = startSteps(engine.stepRunner, steps, () => isUnwanted(call, outlet));
  if (!(plan instanceof Promise)) return beginTurn(call, outlet, exchange, plan);
  return plan.then((decided) => {
    if (decided === undefined) throw new ClientLeft();
    return beginTurn(call, outlet, exchange, decided);
  });
}

function beginTurn(
  call: Call,
  outlet: Outlet,
  exchange: Exchange,
  reply: ResponsePlan,
): Delivery | PlannedFailure | Promise<Delivery> {
  const { engine } = call.opening;
  if (reply.type === 'failure') return reply;
  call.decided(reply);
  if (reply.ignored !== undefined && engine.onIgnored !== undefined) reply.ignored.forEach(engine.onIgnored);
  const beginning = exchange.begin?.(reply);
  const ready = (): Delivery => {
    call.finish = (outcome) => exchange.finish?.(reply, outcome);
    mustBeWanted(call, outlet);
    return { type: 'turn', exchange, reply };
  };
  return beginning instanceof Promise ? beginning.then(ready) : ready();
}

/** Where a call came in, for responders that answer only some. */
function sourceOf({ opening }: Call): RequestSource {
  const { provider, endpoint, context } = opening;
  return { provider: provider.name, endpoint, headers: context.headers };
}

/** How long a failure mode wants the head of an answer to wait; `undefined`: it does not. */
function headAfterOf(delivery: Delivery): number | undefined {
  if (delivery.type === 'turn') return delivery.reply.headAfterMs;
  return delivery.type === 'answer' ? delivery.plan.headAfterMs : undefined;
}

/** Waits until so long after the request was accepted. @returns `false` if the client leaves before */
function waitUntil({ opening }: Call, outlet: Outlet, afterMs: number): Promise<boolean> {
  const { engine, acceptedAtMs } = opening;
  return new Promise((resolve, reject) => {
    const program = programOf([{ atMs: afterMs, event: { type: 'turn-start' } }]);
    const playing = play(program, engine.clock, acceptedAtMs, {
      receive(_event, dueMs, nowMs) {
        // A refusal at once was not due at any time.
        if (afterMs > 0) engine.stats.lag(nowMs - dueMs, nowMs);
        return true;
      },
      finish: () => resolve(true),
      fail: reject,
    });
    outlet.onGone(() => {
      playing.stop();
      resolve(false);
    });
  });
}

/** Does what a failure mode wants instead of an answer: an error, something else that is sent, or nothing at all. */
async function strike(call: Call, outlet: Outlet, plan: PlannedFailure): Promise<CallEnd> {
  const { ending = 'complete', raw, fault, failure } = plan;
  if (ending !== 'complete') {
    // A connection that hangs ends by its client's leaving.
    const isGone = new Promise<void>((resolve) => outlet.onGone(resolve));
    const end: CallEnd = { outcome: 'disconnected', status: 200, cause: fault };
    if (ending !== 'hang') call.settle(end);
    outlet.breakOff(ending);
    if (ending !== 'hang') return end;
    await isGone;
    return { ...clientLeft, cause: fault };
  }
  if (raw === undefined || outlet.sendRaw === undefined) return refuse(call, outlet, failure, fault);
  const end: CallEnd = { outcome: 'failed', status: raw.status, cause: fault, failure };
  call.settle(end);
  outlet.sendRaw(raw);
  return end;
}

/** Headers of a refusal state the limits that hold, although it is charged with nothing. */
async function findLimits(call: Call): Promise<void> {
  const { limiter, clock, reportDefect } = call.opening.engine;
  if (limiter === undefined || call.remaining !== undefined) return;
  try {
    call.remaining = await limiter.remaining(
      { key: call.opening.key, model: call.model ?? '' },
      clock.nowMs(),
    );
  } catch (error) {
    reportDefect(error);
  }
}

function failureOf(call: Call, error: unknown): ApiFailure {
  if (isRequestError(error)) return error.failure;
  call.opening.engine.reportDefect(error);
  return { kind: 'server-error' };
}

function refuse(call: Call, outlet: Outlet, failure: ApiFailure, cause: string = failure.kind): CallEnd {
  let status = 500;
  try {
    status = outlet.sendFailure(failure, cause);
  } catch (error) {
    call.opening.engine.reportDefect(error);
  }
  return { outcome: 'failed', status, cause, failure };
}
