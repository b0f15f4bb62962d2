import type { Random } from './random.js';

const codes = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', (character) =>
  character.charCodeAt(0),
);

/** 62⁵: as many characters as one random number of 32 bits decides. */
const fiveCharacters = 916_132_832;

/** Letters and digits drawn at random, as many as asked for: at most some thousands. */
export function drawBase62(random: Random, length: number): string {
  const drawn: number[] = [];
  let left = 0;
  for (let index = 0; index < length; index += 1) {
    if (index % 5 === 0) left = Math.floor(random.next() * fiveCharacters);
    drawn.push(codes[left % 62] as number);
    left = Math.floor(left / 62);
  }
  return String.fromCharCode(...drawn);
}
