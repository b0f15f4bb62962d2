import type { Steps } from '../steps/steps.js';
import { splitInSteps } from '../tokens/split-in-steps.js';
import type { TokenCounter } from '../tokens/token-counter.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';
import { tokensOfPart } from '../turn/tokens-of-part.js';

/**
 * Cuts a turn at its output limit. Reasoning counts first, as it is generated first; parts beyond the limit vanish,
 * the one at it is cut between two tokens, and the finish reason becomes `length`.
 */
export function limitTurn(turn: SimulatedTurn, maxOutputTokens: number): SimulatedTurn {
  let left = maxOutputTokens;
  const parts: TurnPart[] = [];
  for (const part of turn.parts) {
    const tokens = tokensOfPart(part);
    if (tokens <= left) {
      parts.push(part);
      left -= tokens;
      continue;
    }
    if (left > 0) {
      const pieces = part.pieces.slice(0, left);
      parts.push(part.type === 'reasoning' ? { ...part, pieces, tokenCount: left } : { ...part, pieces });
    }
    return { parts, finishReason: 'length' };
  }
  return turn;
}

/**
 * Cuts the text of a turn before the first stop sequence in it, wherever the borders of tokens are. What follows
 * vanishes, and the finish reason becomes `stop`. Only text is searched, not reasoning or tool calls.
 */
export function* stopTurn(
  turn: SimulatedTurn,
  stop: readonly string[],
  counter: TokenCounter,
): Steps<SimulatedTurn> {
  for (const [index, part] of turn.parts.entries()) {
    if (part.type !== 'text') continue;
    const text = part.pieces.join('');
    let end = Infinity;
    let stopSequence: string | undefined;
    for (const sequence of stop) {
      const at = text.indexOf(sequence);
      if (at === -1 || at >= end) continue;
      end = at;
      stopSequence = sequence;
    }
    if (stopSequence === undefined) continue;
    // The shorter text may have other tokens at its end than the longer one had, so it is cut anew.
    const pieces = yield* splitInSteps(counter, text.slice(0, end));
    return {
      parts: [...turn.parts.slice(0, index), { ...part, pieces }],
      finishReason: 'stop',
      stopSequence,
    };
  }
  return turn;
}
