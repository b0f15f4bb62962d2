import { tokenCounterForModel } from './token-counter-for-model.js';

/**
 * How many tokens a text has for a model: the text alone, without what an API adds around messages.
 * @see encodingForModel for which models that is exact
 */
export function countTokens(text: string, model: string): number {
  return tokenCounterForModel(model).count(text);
}
