import type { TurnPart } from './simulated-turn.js';

/** How many output tokens a part has. */
export function tokensOfPart(part: TurnPart): number {
  return part.type === 'reasoning' ? part.tokenCount : part.pieces.length;
}

/** How many output tokens parts have together. */
export function tokensOfParts(parts: readonly TurnPart[]): number {
  let tokens = 0;
  for (const part of parts) tokens += tokensOfPart(part);
  return tokens;
}
