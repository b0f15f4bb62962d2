import {
  RequestError,
  type Responder,
  type ResponderContext,
  type ResponderResult,
  type SimRequest,
} from '@llmsim/core';
import { faultOf } from '../file/read-delivery.js';
import type { ScenarioSet, Unmatched } from '../load-scenarios.js';
import { createDecide } from './decide.js';
import { readFacts, type Facts } from './facts.js';
import type { Met } from './meet.js';
import { nameOfTurn } from './scenario.js';

/** A responder that does what one turn of a scenario says. */
export function responderOf(met: Met, facts: Facts): Responder {
  return {
    name: 'scenario',
    respond: (request, context) => playTurn(met, facts, request, context),
  };
}

/**
 * @throws RequestError if the schema of a tool or a format cannot be filled; see `askResponders`
 */
function playTurn(
  { scenario, turn, captures }: Met,
  facts: Facts,
  request: SimRequest,
  responder: ResponderContext,
): ResponderResult {
  const fault = faultOf(turn.faults, responder.attempt);
  return {
    turn: turn.reply?.make({ request, facts, captures, responder }),
    fault,
    latency: turn.latency,
    usage: turn.usage,
    label: nameOfTurn(scenario, turn),
  };
}

/** A request that scenarios refuse. */
export function refusalOf(explanation: string, model: string): RequestError {
  return new RequestError({
    kind: 'invalid-request',
    message: explanation,
    model,
    code: 'scenario_not_matched',
  });
}

/**
 * A responder for a simulator of one's own: what fits no scenario is refused or left to others.
 * @param unmatched - what is done with a request that nothing fits, if the files do not say; `generate` by default
 */
export function createScenarioResponder(set: ScenarioSet, unmatched: Unmatched = 'generate'): Responder {
  const decide = createDecide(set.scenarios);
  const isStrict = (set.unmatched ?? unmatched) === 'refuse';
  return {
    name: 'scenario',
    respond(request, context) {
      const facts = readFacts(request, context.source, context.attempt);
      const decision = decide(facts);
      if (decision.type === 'met') return playTurn(decision, facts, request, context);
      if (isStrict || decision.type === 'ambiguous') throw refusalOf(decision.explanation, request.model);
      return undefined;
    },
  };
}
