import type { Steps } from '../steps/steps.js';
import { countInSteps, splitInSteps } from '../tokens/split-in-steps.js';
import type { CachedPrompt } from '../turn/prompt-cache-rule.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';
import type { TokenCounter } from '../tokens/token-counter.js';

/** No word of a tokenizer is longer, in UTF-16 units: its runs end after 1,024. */
const longestWord = 4096;

/** Adds up the tokens of a reply. They are summed here and nowhere else. */
export function* measureUsage(
  request: SimRequest,
  turns: readonly SimulatedTurn[],
  inputTokens: number,
  cached: CachedPrompt,
  counter: TokenCounter,
): Steps<Usage> {
  let outputTokens = 0;
  let reasoningTokens = 0;
  for (const turn of turns) {
    outputTokens += tokensOfParts(turn.parts);
    for (const part of turn.parts) if (part.type === 'reasoning') reasoningTokens += part.tokenCount;
  }
  let acceptedPredictionTokens = 0;
  let rejectedPredictionTokens = 0;
  if (request.prediction !== undefined) {
    const { prediction } = request;
    const said = turns[0]?.parts.find((part) => part.type === 'text')?.pieces ?? [];
    // Only what can agree with what was said has to be cut into tokens: words do not reach further than that.
    const length = said.reduce((sum, piece) => sum + piece.length, 0);
    const predicted = yield* splitInSteps(counter, prediction.slice(0, length + longestWord));
    while (
      acceptedPredictionTokens < predicted.length &&
      predicted[acceptedPredictionTokens] === said[acceptedPredictionTokens]
    ) {
      acceptedPredictionTokens += 1;
    }
    rejectedPredictionTokens = (yield* countInSteps(counter, prediction)) - acceptedPredictionTokens;
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
