import { structuredPieces } from '../generator/structured-turn.js';
import { chooseToolCalls, type ToolCallPolicy } from '../generator/tool-turn.js';
import { takeSteps, type Steps } from '../steps/steps.js';
import { splitInSteps } from '../tokens/split-in-steps.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { TurnPart } from '../turn/simulated-turn.js';
import type { Responder, ResponderContext, ResponderResult } from './responder.js';

/** One who answers the requests that concern it, in steps. */
function responderOf(
  name: string,
  concerns: (request: SimRequest) => boolean,
  decide: (request: SimRequest, context: ResponderContext) => Steps<ResponderResult | undefined>,
): Responder {
  return {
    name,
    respond: (request, context) => (concerns(request) ? takeSteps(decide(request, context)) : undefined),
    respondInSteps: (request, context) => (concerns(request) ? decide(request, context) : undefined),
  };
}

/**
 * Calls the tools that fit the request, and leaves the rest to others. After calls of hosted tools alone the turn goes
 * on with what others say.
 */
export function createToolCallResponder(policy: ToolCallPolicy): Responder {
  return responderOf(
    'tool-calls',
    ({ tools }) => tools.length > 0,
    (request, context) => callTools(request, context, policy),
  );
}

function* callTools(
  request: SimRequest,
  { random, counter }: ResponderContext,
  policy: ToolCallPolicy,
): Steps<ResponderResult | undefined> {
  let ignored: string[] | undefined;
  const calls = yield* chooseToolCalls(request, random, policy, (what) => (ignored ??= []).push(what));
  if (calls.length === 0) return undefined;
  const parts: TurnPart[] = [];
  for (const { tool, name, argumentsText } of calls) {
    parts.push({ type: 'tool-call', tool, name, pieces: yield* splitInSteps(counter, argumentsText) });
  }
  return calls.every(({ tool }) => tool === 'hosted')
    ? { before: parts, ignored }
    : { turn: { parts, finishReason: 'tool-calls' }, ignored };
}

/** Answers requests for JSON with JSON. */
export const structuredOutputResponder = responderOf(
  'structured-output',
  ({ outputFormat }) => outputFormat.type !== 'text',
  answerInJson,
);

function* answerInJson(request: SimRequest, { random, counter }: ResponderContext): Steps<ResponderResult> {
  let ignored: string[] | undefined;
  const pieces = yield* structuredPieces(request, random, counter, (what) => (ignored ??= []).push(what));
  return { turn: { parts: [{ type: 'text', pieces }], finishReason: 'stop' }, ignored };
}
