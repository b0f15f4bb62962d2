import { structuredPieces } from '../generator/structured-turn.js';
import { chooseToolCalls, type ToolCallPolicy } from '../generator/tool-turn.js';
import type { TurnPart } from '../turn/simulated-turn.js';
import type { Responder } from './responder.js';

/**
 * Calls the tools that fit the request, and leaves the rest to others. After calls of hosted tools alone the turn goes
 * on with what others say.
 */
export function createToolCallResponder(policy: ToolCallPolicy): Responder {
  return {
    name: 'tool-calls',
    respond(request, { random, counter }) {
      if (request.tools.length === 0) return undefined;
      let ignored: string[] | undefined;
      const calls = chooseToolCalls(request, random, policy, (what) => (ignored ??= []).push(what));
      if (calls.length === 0) return undefined;
      const parts = calls.map(({ tool, name, argumentsText }): TurnPart => ({
        type: 'tool-call',
        tool,
        name,
        pieces: counter.split(argumentsText),
      }));
      return calls.every(({ tool }) => tool === 'hosted')
        ? { before: parts, ignored }
        : { turn: { parts, finishReason: 'tool-calls' }, ignored };
    },
  };
}

/** Answers requests for JSON with JSON. */
export const structuredOutputResponder: Responder = {
  name: 'structured-output',
  respond(request, { random, counter }) {
    if (request.outputFormat.type === 'text') return undefined;
    let ignored: string[] | undefined;
    const pieces = structuredPieces(request, random, counter, (what) => (ignored ??= []).push(what));
    return { turn: { parts: [{ type: 'text', pieces }], finishReason: 'stop' }, ignored };
  },
};
