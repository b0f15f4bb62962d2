import type { TurnPart } from '../turn/simulated-turn.js';

/** What is left of a turn's parts after so many tokens that are shown: reasoning does not count. */
export function cutTurn(parts: readonly TurnPart[], after: number): readonly TurnPart[] {
  let left = Math.floor(after);
  const kept: TurnPart[] = [];
  for (const part of parts) {
    if (part.type === 'reasoning') kept.push(part);
    else if (left > 0) {
      kept.push({ ...part, pieces: part.pieces.slice(0, left) });
      left -= part.pieces.length;
    }
  }
  return kept;
}
