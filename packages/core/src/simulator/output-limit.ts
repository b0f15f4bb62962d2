import { RequestError } from '../errors/request-error.js';
import type { ModelInfo } from '../models/model-info.js';
import { mayReason } from '../models/reasoning-model.js';
import type { SimRequest } from '../turn/sim-request.js';

/**
 * The most tokens the reply may have: the request's limit, the model's, or what the context window leaves.
 * @throws RequestError if the prompt does not fit, alone or with the output asked for
 */
export function outputLimit(request: SimRequest, model: ModelInfo, inputTokens: number): number {
  const { contextWindow, maxInputTokens, maxOutputTokens } = model;
  const inputLimit = Math.min(contextWindow, maxInputTokens ?? contextWindow);
  const wantedOutput = request.windowOverflow === 'stop' ? 0 : (request.maxOutputTokens ?? 0);
  const exceeds = inputTokens > inputLimit || inputTokens + wantedOutput > contextWindow;
  if (exceeds) {
    throw new RequestError({
      kind: 'invalid-request',
      code: 'context_length_exceeded',
      model: request.model,
      contextLength: {
        limit: inputTokens > inputLimit ? inputLimit : contextWindow,
        inputTokens,
        outputTokens: inputTokens > inputLimit ? undefined : request.maxOutputTokens,
      },
    });
  }
  return Math.min(request.maxOutputTokens ?? Infinity, maxOutputTokens, contextWindow - inputTokens);
}

/** A stop sequence may begin before the limit and end behind it: so many tokens more are made. */
const tokensBehindLimit = 64;

/**
 * How many tokens of a turn have to be made, as it is cut at its limit; `undefined`: all of them, because how long a
 * model reasons depends on all that it would say.
 */
export function wantedOutput(model: ModelInfo, maxOutputTokens: number): number | undefined {
  return mayReason(model) ? undefined : maxOutputTokens + tokensBehindLimit;
}
