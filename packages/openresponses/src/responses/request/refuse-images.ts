import type { ModelInfo } from '@llmsim/core';
import { refuse } from '@llmsim/wire';
import type { ReadItem } from './read-items.js';

/**
 * Refuses pictures for a model that cannot see, in the words that OpenAI has for both of its APIs.
 * @param earlier - what stands before the request's own items; where there is one, the param is the input as a whole
 * @throws RequestError
 */
export function refuseImages(
  earlier: readonly ReadItem[],
  input: readonly ReadItem[],
  model: ModelInfo,
): void {
  if (model.inputModalities.includes('image')) return;
  const own = input.findIndex(hasImage);
  if (own === -1 && !earlier.some(hasImage)) return;
  refuse(
    'Invalid content type. image_url is only supported by certain models.',
    own === -1 ? 'input' : `input[${own}]`,
  );
}

function hasImage({ meaning }: ReadItem): boolean {
  return (
    (meaning.type === 'message' || meaning.type === 'call-output') &&
    meaning.content.some(({ type }) => type === 'image')
  );
}
