import type { Steps } from '../steps/steps.js';
import { countInSteps, splitInSteps } from '../tokens/split-in-steps.js';
import type { CachedPrompt } from '../turn/prompt-cache-rule.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';
import type { Usage } from '../turn/usage.js';
import type { TokenCounter } from '../tokens/token-counter.js';

/** No word of a tokenizer is longer, in UTF-16 units: its runs end after 1,024. */
const longestWord = 4096;

/** Adds up the tokens of a reply. They are summed here and nowhere else. */
export function measureUsage(
  turns: readonly SimulatedTurn[],
  inputTokens: number,
  cached: CachedPrompt,
  { acceptedPredictionTokens, rejectedPredictionTokens }: PredictionUse,
): Usage {
  let outputTokens = 0;
  let reasoningTokens = 0;
  for (const turn of turns) {
    outputTokens += tokensOfParts(turn.parts);
    for (const part of turn.parts) if (part.type === 'reasoning') reasoningTokens += part.tokenCount;
  }
  outputTokens += rejectedPredictionTokens;
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

/** What of a prediction came true, in tokens, and what did not. */
type PredictionUse = Pick<Usage, 'acceptedPredictionTokens' | 'rejectedPredictionTokens'>;

/** Of a request without a prediction. */
export const noPrediction: PredictionUse = { acceptedPredictionTokens: 0, rejectedPredictionTokens: 0 };

/** Compares what was predicted with what was said, in steps. */
export function* comparePrediction(
  prediction: string,
  turns: readonly SimulatedTurn[],
  counter: TokenCounter,
): Steps<PredictionUse> {
  let acceptedPredictionTokens = 0;
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
  const tokens = yield* countInSteps(counter, prediction);
  return { acceptedPredictionTokens, rejectedPredictionTokens: tokens - acceptedPredictionTokens };
}
