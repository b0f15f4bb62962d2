import { randomInteger, type Random } from '../random.js';
import { hasCharacter, type CharacterSet } from './character-set.js';
import type { PatternNode } from './parse-pattern.js';

/** How many parts a match may be made of, so that `{1000000}` nested in itself ends. */
const most = 20_000;

/**
 * A text that matches the pattern, if look-ahead and word edges happen to agree with it: check it. `undefined` when
 * no character fits a set, or the text would have more than 20,000 parts.
 * @param stretch - up to how many more rounds than needed a repetition makes
 */
export function generateMatch(pattern: PatternNode, random: Random, stretch: number): string | undefined {
  let parts = 0;

  function build(node: PatternNode): string | undefined {
    parts += 1;
    if (parts > most) return undefined;
    switch (node.type) {
      case 'characters':
        return pickCharacter(node, random);
      case 'sequence': {
        let text = '';
        for (const part of node.nodes) {
          const piece = build(part);
          if (piece === undefined) return undefined;
          text += piece;
        }
        return text;
      }
      case 'either':
        return build(node.branches[randomInteger(random, node.branches.length)] as PatternNode);
      case 'repeat': {
        const spare = Math.min(node.most - node.least, stretch);
        const rounds = node.least + (spare > 0 ? randomInteger(random, spare + 1) : 0);
        let text = '';
        for (let i = 0; i < rounds; i += 1) {
          const piece = build(node.node);
          if (piece === undefined) return undefined;
          text += piece;
        }
        return text;
      }
      case 'start':
      case 'end':
      case 'word-edge':
      case 'look-ahead':
        return '';
    }
  }

  return build(pattern);
}

/** Lowercase letters (twice as likely), capitals, digits: first code point and number. */
const kinds = [
  [0x61, 26],
  [0x41, 26],
  [0x30, 10],
  [0x61, 26],
] as const;

/** Where to look for a character when no letter or digit will do. */
const others = [
  [0x20, 0x5f],
  [0xa0, 0x500],
  [0x3040, 0x1000],
] as const;

function pickCharacter(set: CharacterSet, random: Random): string | undefined {
  if (!set.negated && set.properties.length === 0 && set.ranges.length > 0) {
    const [from, to] = set.ranges[randomInteger(random, set.ranges.length)] as readonly [number, number];
    const point = from + randomInteger(random, to - from + 1);
    // Half of a surrogate pair is not a character.
    if (point < 0xd800 || point > 0xdfff) return String.fromCodePoint(point);
  }
  // Letters and digits first, each kind being the first now and then, and then whatever there is.
  const offset = randomInteger(random, kinds.length);
  for (const [from, size] of [...kinds.slice(offset), ...kinds.slice(0, offset), ...others]) {
    const start = randomInteger(random, size);
    for (let i = 0; i < size; i += 1) {
      const point = from + ((start + i) % size);
      if (hasCharacter(set, point)) return String.fromCodePoint(point);
    }
  }
  return undefined;
}
