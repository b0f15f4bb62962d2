import { readOptions } from '../../options/option-reader.js';
import { lorem } from '../../tokens/lexicon.js';
import type { GeneratorEntry } from '../response-generator.js';
import { chooseTargetTokens, parseTargetTokens } from '../target-tokens.js';
import { composeSentences } from '../compose-sentences.js';

/** Classic filler text of exactly the target number of tokens. */
export const loremGenerator: GeneratorEntry = {
  name: 'lorem',
  summary: 'Lorem ipsum of exactly the target number of tokens. Options: target_tokens (100).',
  argument: 'target_tokens',
  parse(raw) {
    const options = readOptions('generator "lorem"', raw);
    const target = parseTargetTokens('generator "lorem"', options.value('target_tokens'));
    options.end();
    return {
      name: 'lorem',
      generate: (request, context) => ({
        parts: [
          {
            type: 'text',
            pieces: composeSentences(
              lorem,
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
