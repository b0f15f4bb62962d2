import { isReasoningModel, createSeededRandom, deriveSeed } from '@llmsim/core';
import type { ModelInfo } from '@llmsim/core';

const hexadecimal = '0123456789abcdef';
const fingerprints = new WeakMap<ModelInfo, string>();

/**
 * The `system_fingerprint` of a model: `fp_` and ten hexadecimal digits, always the same for the same snapshot.
 * `null` for reasoning models and for the generations before GPT-4o, as recorded.
 */
export function systemFingerprint(model: ModelInfo): string | null {
  if (isReasoningModel(model) || /^gpt-(3\.5|4$|4-)/.test(model.id)) return null;
  const known = fingerprints.get(model);
  if (known !== undefined) return known;
  const random = createSeededRandom(deriveSeed('system_fingerprint', model.snapshot));
  let fingerprint = 'fp_';
  for (let i = 0; i < 10; i += 1) fingerprint += hexadecimal[Math.floor(random.next() * 16)] ?? '0';
  fingerprints.set(model, fingerprint);
  return fingerprint;
}
