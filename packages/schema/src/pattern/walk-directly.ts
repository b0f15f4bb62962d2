import { randomInteger, type Random } from '../random.js';
import { createAlphabet, type CharacterClass } from './alphabet.js';
import { characterSetsOf, createLanguage, type Before, type State } from './language.js';
import type { PatternNode } from './parse-pattern.js';
import type { LengthRange } from './sample-machine.js';

/** How often a walk begins again, and how many characters it takes beyond those that are needed. */
const attempts = 4;
const spare = 200;

/**
 * A text that all patterns match somewhere, for those with too many states to look at them all: ten look-aheads of which
 * each wants another character. It takes one character after the other, each one that brings the end nearest, and may
 * miss texts that there are.
 * @param spend - takes from an allowance of work; throws when that is used up
 */
export function walkDirectly(
  patterns: readonly PatternNode[],
  { least, most }: LengthRange,
  random: Random,
  spend: (steps: number) => void,
): string | undefined {
  const alphabet = createAlphabet(patterns.flatMap(characterSetsOf));
  const language = createLanguage(patterns, alphabet);
  const measure = createMeasure();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let state = language.start;
    let before: Before = 'start';
    const characters: string[] = [];
    const longest = Math.min(most, Math.max(least, measure(state)) + spare);
    for (;;) {
      if (characters.length >= least && language.mayEnd(state, before)) return characters.join('');
      if (characters.length >= longest) break;
      spend(alphabet.classes.length / 4);
      let nearest = Infinity;
      let open: { readonly next: State; readonly taken: CharacterClass }[] = [];
      for (const [index, taken] of alphabet.classes.entries()) {
        const next = language.step(state, index, before);
        const distance = measure(next);
        if (distance > nearest || next.type === 'nothing') continue;
        if (distance < nearest) open = [];
        nearest = distance;
        open.push({ next, taken });
      }
      const chosen = open[randomInteger(random, Math.max(1, open.length))];
      if (chosen === undefined) break;
      const { points, isWord } = chosen.taken;
      characters.push(
        String.fromCodePoint(points[randomInteger(random, Math.min(points.length, 26))] as number),
      );
      state = chosen.next;
      before = isWord ? 'word' : 'other';
    }
  }
  return undefined;
}

/** Makes a measure of how much is still wanted: of what must all hold the sum, so that each step towards one counts. */
function createMeasure(): (state: State) => number {
  const known = new Map<number, number>();
  const measure = (state: State): number => {
    let wanted = known.get(state.id);
    if (wanted === undefined) known.set(state.id, (wanted = find(state)));
    return wanted;
  };
  const find = (state: State): number => {
    switch (state.type) {
      case 'nothing':
        return Infinity;
      case 'characters':
        return 1 + measure(state.next);
      case 'either':
        return state.parts.reduce((least, part) => Math.min(least, measure(part)), Infinity);
      case 'all':
        return state.parts.reduce((sum, part) => sum + measure(part), 0);
      case 'start':
      case 'edge':
        return measure(state.next);
      case 'loop':
        return state.least * shortest(state.node) + measure(state.next);
      default:
        return 0;
    }
  };
  return measure;
}

/** How many characters a match of a node has at least. */
function shortest(node: PatternNode): number {
  switch (node.type) {
    case 'characters':
      return 1;
    case 'sequence':
      return node.nodes.reduce((sum, part) => sum + shortest(part), 0);
    case 'either':
      return node.branches.reduce((least, branch) => Math.min(least, shortest(branch)), Infinity);
    case 'repeat':
      return node.least * shortest(node.node);
    default:
      return 0;
  }
}
