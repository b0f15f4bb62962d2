import { createSeededRandom, deriveSeed } from '@llmsim/core';
import type { Random, Seed } from '@llmsim/core';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 62⁵: as many characters as one random number of 32 bits decides. */
const fiveCharacters = 916_132_832;

/** Letters and digits drawn at random, as many as asked for. */
export function drawBase62(random: Random, length: number): string {
  let text = '';
  let left = 0;
  for (let i = 0; i < length; i += 1) {
    if (i % 5 === 0) left = Math.floor(random.next() * fiveCharacters);
    text += base62.charAt(left % 62);
    left = Math.floor(left / 62);
  }
  return text;
}

/** The id of a chat completion: `chatcmpl-` and 29 letters and digits, as recorded. The same for the same seed. */
export function completionIdOf(idSeed: Seed): string {
  return `chatcmpl-${drawBase62(createSeededRandom(deriveSeed(idSeed, 'chat')), 29)}`;
}

/** The id of the tool call that is the given part of the given choice: `call_` and 24 letters and digits, as recorded. */
export function callIdOf(idSeed: Seed, choice: number, part: number): string {
  return `call_${drawBase62(createSeededRandom(deriveSeed(idSeed, 'chat', 'call', choice, part)), 24)}`;
}
