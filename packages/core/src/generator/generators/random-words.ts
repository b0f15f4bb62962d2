import { readOptions } from '../../options/option-reader.js';
import { english } from '../../tokens/lexicon.js';
import type { GeneratorEntry } from '../response-generator.js';
import { chooseTargetTokens, parseTargetTokens } from '../target-tokens.js';
import { composeSentences } from '../compose-sentences.js';

/** Common English words in random order of exactly the target number of tokens. */
export const randomWordsGenerator: GeneratorEntry = {
  name: 'random-words',
  summary:
    'Common English words in random order, exactly the target number of tokens. Options: target_tokens (100).',
  argument: 'target_tokens',
  parse(raw) {
    const options = readOptions('generator "random-words"', raw);
    const target = parseTargetTokens('generator "random-words"', options.value('target_tokens'));
    options.end();
    return {
      name: 'random-words',
      generate: (request, context) => ({
        parts: [
          {
            type: 'text',
            pieces: composeSentences(
              english,
              chooseTargetTokens(target, request, context),
              context.random,
              context.wantedTokens,
            ),
          },
        ],
        finishReason: 'stop',
      }),
    };
  },
};
