import type { ModelInfo } from '../models/model-info.js';
import { mayReason } from '../models/reasoning-model.js';
import { composeSentences } from '../generator/compose-sentences.js';
import type { Random } from '../random/random.js';
import { english } from '../tokens/lexicon.js';
import type { ReasoningEffort, SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn, TurnPart } from '../turn/simulated-turn.js';
import { tokensOfParts } from '../turn/tokens-of-part.js';

/**
 * Reasoning tokens for each output token, by effort. The figures are the simulator's own: they follow the order of
 * magnitude by which public reports of reasoning models differ between efforts.
 */
export const reasoningRatios: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 0.5,
  low: 1.5,
  medium: 3,
  high: 6,
  xhigh: 10,
  max: 15,
};

/** How much a single reply may differ from the ratio, to either side. */
const spread = 0.2;

/** The longest text that is shown of a reasoning, in tokens: a summary is short, however long the thinking was. */
const longestText = { short: 24, medium: 60, long: 160 } as const;

/**
 * Puts a model's reasoning in front of what it says: nothing for models that do not reason, where reasoning is switched
 * off, for effort `none`, and where the turn has reasoning of its own.
 */
export function reasonBefore(
  turn: SimulatedTurn,
  request: SimRequest,
  model: ModelInfo,
  random: Random,
): SimulatedTurn {
  if (!mayReason(model)) return turn;
  const ratio = reasoningRatios[request.reasoningEffort ?? model.defaultReasoningEffort];
  if (ratio === 0 || turn.parts.some((part) => part.type === 'reasoning')) return turn;
  const said = tokensOfParts(turn.parts);
  const wanted = Math.max(1, Math.round(said * ratio * (1 - spread + 2 * spread * random.next())));
  const tokenCount = Math.min(wanted, request.maxReasoningTokens ?? Infinity);
  const pieces =
    request.reasoningVisible === true
      ? composeSentences(
          english,
          Math.min(tokenCount, longestText[request.reasoningLength ?? 'medium']),
          random,
        )
      : [];
  const reasoning: TurnPart = { type: 'reasoning', tokenCount, pieces };
  return { ...turn, parts: [reasoning, ...turn.parts] };
}
