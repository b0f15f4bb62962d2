import { pick, randomInteger, type Random } from '../random/random.js';
import type { Steps } from '../steps/steps.js';
import type { Lexicon } from '../tokens/lexicon.js';

/** Words in a sentence: at least this many, and up to so many more. */
const shortest = 5;
const spread = 8;

/**
 * Sentences of exactly `tokens` tokens: every piece is one token of each encoding that the lexicon was checked
 * against, alone and in the joined text, so nothing has to be counted.
 *
 * @param wanted - the text is going to be cut after so many tokens: the others are not made
 */
export function composeSentences(
  lexicon: Lexicon,
  tokens: number,
  random: Random,
  wanted = tokens,
): string[] {
  return writeUntil(Math.min(tokens, wanted), { lexicon, tokens, random, pieces: [], wordsLeft: 0 });
}

/** A step makes so many tokens. */
const tokensInStep = 4096;

/** As `composeSentences`, in steps. */
export function* composeSentencesInSteps(
  lexicon: Lexicon,
  tokens: number,
  random: Random,
  wanted = tokens,
): Steps<string[]> {
  const writing = { lexicon, tokens, random, pieces: [], wordsLeft: 0 };
  const end = Math.min(tokens, wanted);
  for (let until = tokensInStep; until < end; until += tokensInStep) {
    writeUntil(until, writing);
    yield;
  }
  return writeUntil(end, writing);
}

interface Writing {
  readonly lexicon: Lexicon;
  readonly tokens: number;
  readonly random: Random;
  readonly pieces: string[];
  wordsLeft: number;
}

/** Goes on until there are so many tokens, or one more. */
function writeUntil(end: number, writing: Writing): string[] {
  const { lexicon, tokens, random, pieces } = writing;
  let { wordsLeft } = writing;
  while (pieces.length < end) {
    const isLast = pieces.length === tokens - 1;
    if (pieces.length === 0) {
      pieces.push(pick(random, lexicon.firstWords));
      wordsLeft = shortest + randomInteger(random, spread);
    } else if (isLast) {
      pieces.push('.');
    } else if (wordsLeft <= 0 && pieces.length <= tokens - 3) {
      // Only with room for another sentence: two full stops in a row would be one token.
      pieces.push('.', pick(random, lexicon.sentenceStarts));
      wordsLeft = shortest + randomInteger(random, spread);
    } else {
      wordsLeft -= 1;
      // A comma now and then, never right before the end of a sentence.
      if (wordsLeft > 2 && pieces.length < tokens - 3 && pieces.at(-1) !== ',' && random.next() < 0.08)
        pieces.push(',');
      else pieces.push(pick(random, lexicon.words));
    }
  }
  writing.wordsLeft = wordsLeft;
  return pieces;
}
