import { isLlmsimError } from '../errors/llmsim-error.js';
import { RequestError } from '../errors/request-error.js';
import { structuredPieces } from '../generator/structured-turn.js';
import { chooseToolCalls, type ToolCallPolicy } from '../generator/tool-turn.js';
import type { GeneratorContext, ResponseGenerator } from '../generator/response-generator.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';

/**
 * What the model answers: tool calls if it makes any, else JSON if the request asks for JSON, else what the
 * generator says.
 * @throws RequestError if no value fits a schema of the request
 */
export function composeTurn(
  request: SimRequest,
  generator: ResponseGenerator,
  toolCalls: ToolCallPolicy,
  context: GeneratorContext,
): SimulatedTurn {
  try {
    return compose(request, generator, toolCalls, context);
  } catch (error) {
    if (!isLlmsimError(error) || error.code !== 'LLMSIM_SCHEMA') throw error;
    throw new RequestError({ kind: 'invalid-request', model: request.model, message: error.message });
  }
}

function compose(
  request: SimRequest,
  generator: ResponseGenerator,
  toolCalls: ToolCallPolicy,
  context: GeneratorContext,
): SimulatedTurn {
  if (request.tools.length > 0) {
    const calls = chooseToolCalls(request, context.random, toolCalls);
    if (calls.length > 0) {
      const parts = calls.map(({ tool, name, argumentsText }): TurnPart => ({
        type: 'tool-call',
        tool,
        name,
        pieces: context.counter.split(argumentsText),
      }));
      return { parts, finishReason: 'tool-calls' };
    }
  }
  if (request.outputFormat.type === 'text') return generator.generate(request, context);
  return {
    parts: [{ type: 'text', pieces: structuredPieces(request, context.random, context.counter) }],
    finishReason: 'stop',
  };
}
