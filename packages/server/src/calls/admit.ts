import {
  countRequest,
  prepareRequest,
  RequestError,
  tokenCounterForModel,
  type SimRequest,
} from '@llmsim/core';
import type { Call } from './call.js';
import { isUnwanted, mustBeWanted } from './client-left.js';
import type { ChargedTokens } from '../limits/rate-limiter.js';
import type { Outlet, Work } from './outlet.js';

/**
 * Lets a call in, if the limits on streams, requests and tokens do, and charges it.
 * @returns `undefined` if nothing has to be waited for
 * @throws RequestError if they do not; ClientLeft if nobody waits for it any more
 */
export function admit(call: Call, outlet: Outlet, work: Work): Promise<void> | undefined {
  if (work.type === 'lookup') return undefined;
  const { engine } = call.opening;
  const { limiter, load } = engine;
  const { request } = work.exchange;
  if (work.type === 'turn' && work.exchange.streaming) {
    if (load.streams >= engine.maxStreams) throw tooManyStreams(engine.maxStreams);
    load.streams += 1;
    call.holdsStream = true;
  }
  const steps = prepareRequest(request, tokenCounterForModel(request.model));
  return steps === undefined && limiter === undefined ? undefined : wait(call, outlet, work, steps);
}

/** Reads a long request step by step, and asks the limiter. */
async function wait(
  call: Call,
  outlet: Outlet,
  work: Exclude<Work, { type: 'lookup' }>,
  steps: ReturnType<typeof prepareRequest>,
): Promise<void> {
  const { engine, key } = call.opening;
  const { limiter, clock } = engine;
  const { request } = work.exchange;
  if (steps !== undefined) {
    call.prepared = await engine.stepRunner.run(steps, () => isUnwanted(call, outlet));
    mustBeWanted(call, outlet);
  }
  if (limiter === undefined) return;
  const charge = work.type === 'answer' ? work.exchange.charge : undefined;
  const use = {
    key,
    model: request.model,
    ...(charge === undefined ? estimateTokens(request, call) : onlyInput(charge)),
  };
  const asked = limiter.admit(use, clock.nowMs());
  const { hit, remaining } = asked instanceof Promise ? await asked : asked;
  call.remaining = remaining;
  if (hit !== undefined) throw new RequestError({ kind: 'rate-limit', model: request.model, rateLimit: hit });
  call.charged = use;
}

/** What a request is charged with before it is known what it needs: its prompt, and all the output it allows. */
function estimateTokens(request: SimRequest, { prepared }: Call): ChargedTokens {
  const outputTokens = (request.maxOutputTokens ?? 0) * request.choices;
  const inputTokens = prepared?.inputTokens ?? countRequest(request, tokenCounterForModel(request.model));
  return { tokens: inputTokens + outputTokens, inputTokens, outputTokens };
}

function onlyInput(tokens: number): ChargedTokens {
  return { tokens, inputTokens: tokens, outputTokens: 0 };
}

function tooManyStreams(limit: number): RequestError {
  return new RequestError({
    kind: 'overloaded',
    message: `This llmsim serves ${limit} streams at once at most, and all of them are in use. Try again later.`,
    retryAfterMs: 1000,
  });
}
