import { createSeededRandom, deriveSeed, drawBase62 } from '@llmsim/core';
import type { Seed } from '@llmsim/core';

/** The id of a chat completion: `chatcmpl-` and 29 letters and digits, as recorded. The same for the same seed. */
export function completionIdOf(idSeed: Seed): string {
  return `chatcmpl-${drawBase62(createSeededRandom(deriveSeed(idSeed, 'chat')), 29)}`;
}

/** The id of the tool call that is the given part of the given choice: `call_` and 24 letters and digits, as recorded. */
export function callIdOf(idSeed: Seed, choice: number, part: number): string {
  return `call_${drawBase62(createSeededRandom(deriveSeed(idSeed, 'chat', 'call', choice, part)), 24)}`;
}

/** Where the log probabilities of a choice are drawn from. The same for a streamed reply and a whole one. */
export function logprobSeedOf(idSeed: Seed, choice: number): Seed {
  return deriveSeed(idSeed, 'chat', 'logprobs', choice);
}
