import { tokenCounterForModel } from '@llmsim/core';
import type { ChunkKind } from '../capture/captured-request.js';
import type { Transcript } from './wire-message.js';

/**
 * How many tokens each message of a stream has, by the tokenizer of its model; where that is not known, as with
 * Anthropic's and Google's, by that of OpenAI's models.
 */
export function countTranscript(
  { deltas }: Transcript,
  model: string,
): { readonly tokens: readonly number[]; readonly kinds: readonly ChunkKind[] } {
  const counter = tokenCounterForModel(model);
  return {
    tokens: deltas.map(({ text }) => Math.max(1, counter.count(text))),
    kinds: deltas.map(({ kind }) => kind),
  };
}
