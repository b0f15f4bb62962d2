import { english } from '../../tokens/lexicon.js';
import { sentenceGenerator } from '../sentence-generator.js';

/** Common English words in random order of exactly the target number of tokens. */
export const randomWordsGenerator = sentenceGenerator(
  {
    name: 'random-words',
    summary:
      'Common English words in random order, exactly the target number of tokens. Options: target_tokens (100).',
  },
  english,
);
