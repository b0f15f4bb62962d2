import type { ModelInfo } from '@llmsim/core';

/** Families of models whose weights are open, so that nobody keeps what they think to himself. */
const openFamilies = /(^|\/)(deepseek|glm|gpt-oss|kimi|magistral|minimax|qwen|qwq)/i;

/** Whether a model shows its reasoning itself, and not only a summary of it. */
export function showsRawReasoning(model: ModelInfo): boolean {
  return openFamilies.test(model.id);
}
