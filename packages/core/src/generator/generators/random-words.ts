import { readOptions } from '../../options/option-reader.js';
import { english } from '../../tokens/lexicon.js';
import type { Steps } from '../../steps/steps.js';
import type { SimRequest } from '../../turn/sim-request.js';
import type { SimulatedTurn } from '../../turn/simulated-turn.js';
import type { GeneratorContext, GeneratorEntry } from '../response-generator.js';
import { chooseTargetTokens, mayBeLong, parseTargetTokens } from '../target-tokens.js';
import { composeSentences, composeSentencesInSteps } from '../compose-sentences.js';

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
    function* inSteps(request: SimRequest, context: GeneratorContext): Steps<SimulatedTurn> {
      const tokens = chooseTargetTokens(target, request, context);
      const { random, wantedTokens } = context;
      return turnOf(yield* composeSentencesInSteps(english, tokens, random, wantedTokens));
    }
    return {
      name: 'random-words',
      generate(request, context) {
        const tokens = chooseTargetTokens(target, request, context);
        return turnOf(composeSentences(english, tokens, context.random, context.wantedTokens));
      },
      generateInSteps: (request, context) =>
        mayBeLong(target, context) ? inSteps(request, context) : undefined,
    };
  },
};

function turnOf(pieces: readonly string[]): SimulatedTurn {
  return { parts: [{ type: 'text', pieces }], finishReason: 'stop' };
}
