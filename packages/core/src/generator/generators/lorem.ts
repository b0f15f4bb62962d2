import { lorem } from '../../tokens/lexicon.js';
import { sentenceGenerator } from '../sentence-generator.js';

/** Classic filler text of exactly the target number of tokens. */
export const loremGenerator = sentenceGenerator(
  {
    name: 'lorem',
    summary: 'Lorem ipsum of exactly the target number of tokens. Options: target_tokens (100).',
  },
  lorem,
);
