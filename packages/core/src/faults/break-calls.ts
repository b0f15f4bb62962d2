import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { breakArguments, type BrokenArguments } from './break-arguments.js';
import type { InTurnContext } from './failure-mode.js';

/** A turn with the arguments of all its tool calls broken. One without calls stays as it is. */
export function breakCalls(
  turn: SimulatedTurn,
  { request, counter }: InTurnContext,
  how: BrokenArguments,
): SimulatedTurn {
  if (!turn.parts.some(({ type }) => type === 'tool-call')) return turn;
  const parts = turn.parts.map((part) => {
    if (part.type !== 'tool-call') return part;
    const tool = request.tools.find(({ name }) => name === part.name);
    const schema = tool?.type === 'function' ? tool.parameters : undefined;
    return { ...part, pieces: counter.split(breakArguments(part.pieces.join(''), how, schema)) };
  });
  return { ...turn, parts };
}
