import type { CachedPrompt } from '../turn/prompt-cache-rule.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';
import type { TokenCounter } from '../tokens/token-counter.js';

/** Adds up the tokens of a reply. They are summed here and nowhere else. */
export function measureUsage(
  request: SimRequest,
  turns: readonly SimulatedTurn[],
  inputTokens: number,
  cached: CachedPrompt,
  counter: TokenCounter,
): Usage {
  let outputTokens = 0;
  let reasoningTokens = 0;
  for (const turn of turns) {
    outputTokens += tokensOfParts(turn.parts);
    for (const part of turn.parts) if (part.type === 'reasoning') reasoningTokens += part.tokenCount;
  }
  let acceptedPredictionTokens = 0;
  let rejectedPredictionTokens = 0;
  if (request.prediction !== undefined) {
    const predicted = counter.split(request.prediction);
    const said = turns[0]?.parts.find((part) => part.type === 'text')?.pieces ?? [];
    while (
      acceptedPredictionTokens < predicted.length &&
      predicted[acceptedPredictionTokens] === said[acceptedPredictionTokens]
    ) {
      acceptedPredictionTokens += 1;
    }
    rejectedPredictionTokens = predicted.length - acceptedPredictionTokens;
    outputTokens += rejectedPredictionTokens;
  }
  return {
    inputTokens,
    cachedInputTokens: cached.readTokens,
    ...(cached.writes.length > 0 && { cacheWrites: cached.writes }),
    outputTokens,
    reasoningTokens,
    acceptedPredictionTokens,
    rejectedPredictionTokens,
  };
}
