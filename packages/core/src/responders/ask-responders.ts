import { isLlmsimError } from '../errors/llmsim-error.js';
import { RequestError } from '../errors/request-error.js';
import type { ResponseGenerator } from '../generator/response-generator.js';
import type { Steps } from '../steps/steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import type { Responder, ResponderContext, ResponderResult } from './responder.js';

/** What was decided about one choice of a request. */
export interface Answer extends ResponderResult {
  readonly turn: SimulatedTurn;
  readonly label: string;
}

/**
 * Asks responders in order until one of them has a turn, and lastly the generator, who always has one. Of each other
 * field the first value counts, but of what is ignored all.
 * @throws RequestError if a responder refuses, or no value fits a schema of the request
 */
export function* askResponders(
  responders: readonly Responder[],
  generator: ResponseGenerator,
  request: SimRequest,
  context: ResponderContext,
): Steps<Answer> {
  let decided: ResponderResult = {};
  try {
    for (const responder of responders) {
      let result: ResponderResult | undefined;
      if (responder.respondInSteps === undefined) result = responder.respond(request, context);
      else {
        const steps = responder.respondInSteps(request, context);
        if (steps !== undefined) result = yield* steps;
      }
      if (result === undefined) continue;
      decided = {
        turn: result.turn,
        before: decided.before ?? result.before,
        fault: decided.fault ?? result.fault,
        latency: decided.latency ?? result.latency,
        usage: decided.usage ?? result.usage,
        ignored: together(decided.ignored, result.ignored),
        label: decided.label ?? result.label ?? responder.name,
      };
      if (result.turn !== undefined) break;
    }
  } catch (error) {
    if (!isLlmsimError(error) || error.code !== 'LLMSIM_SCHEMA') throw error;
    throw new RequestError({ kind: 'invalid-request', model: request.model, message: error.message });
  }
  const { before, label = generator.name } = decided;
  let { turn } = decided;
  if (turn === undefined) {
    const steps = generator.generateInSteps?.(request, context);
    turn = steps === undefined ? generator.generate(request, context) : yield* steps;
  }
  if (before === undefined) return { ...decided, turn, label };
  return { ...decided, turn: { ...turn, parts: [...before, ...turn.parts] }, label };
}

function together<T>(
  first: readonly T[] | undefined,
  second: readonly T[] | undefined,
): readonly T[] | undefined {
  return first === undefined || second === undefined ? (first ?? second) : [...first, ...second];
}

/**
 * Refuses a request whose answer does not follow its schemas in everything.
 * @throws RequestError that says that the limit is llmsim's
 */
export function refuseIgnored({ ignored: [what] = [] }: Answer, { model }: SimRequest): void {
  if (what === undefined) return;
  throw new RequestError({
    kind: 'invalid-request',
    model,
    message: `${what} This is a limit of llmsim, not of the API: without its strict mode it follows the rest of the schema.`,
  });
}
