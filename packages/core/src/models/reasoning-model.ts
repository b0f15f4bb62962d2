import type { ModelInfo } from './model-info.js';

/** Whether a model may reason before it answers: it takes an effort other than `none`. */
export function isReasoningModel({ reasoningEfforts }: Pick<ModelInfo, 'reasoningEfforts'>): boolean {
  return reasoningEfforts.some((effort) => effort !== 'none');
}

/** Whether the simulator lets a model reason before it answers, where the effort asks for it. */
export function mayReason(model: ModelInfo): boolean {
  return isReasoningModel(model) && model.skipsReasoning !== true;
}
