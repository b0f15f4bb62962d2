import { encodingForModel } from './encoding-for-model.js';
import { tiktokenCounter, type TiktokenCounter } from './tiktoken-counter.js';

/** The counter that a model's text is counted with. Free until it counts: then the encoding's table is loaded. */
export function tokenCounterForModel(model: string): TiktokenCounter {
  return tiktokenCounter(encodingForModel(model));
}
