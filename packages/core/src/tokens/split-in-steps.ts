import type { Steps } from '../steps/steps.js';
import type { TokenCounter } from './token-counter.js';

/** Shorter texts are cut in a millisecond or two at most, whatever they say. UTF-16 units. */
const unitsAtOnce = 4096;

/** The tokens of a text, in steps if it is long and the counter knows how. */
export function* splitInSteps(counter: TokenCounter, text: string): Steps<string[]> {
  if (text.length <= unitsAtOnce || counter.splitStepwise === undefined) return counter.split(text);
  return yield* counter.splitStepwise(text);
}

/** How many tokens a text has, likewise. */
export function* countInSteps(counter: TokenCounter, text: string): Steps<number> {
  if (text.length <= unitsAtOnce || counter.countStepwise === undefined) return counter.count(text);
  return yield* counter.countStepwise(text);
}
