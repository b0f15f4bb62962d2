import type { Steps } from '../steps/steps.js';
import type { Lexicon } from '../tokens/lexicon.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import { composeSentences, composeSentencesInSteps } from './compose-sentences.js';
import type { GeneratorContext, GeneratorEntry } from './response-generator.js';
import { chooseTargetTokens, mayBeLong, readTargetTokens } from './target-tokens.js';

/** A generator of sentences of a lexicon's words, exactly the target number of tokens. */
export function sentenceGenerator(
  { name, summary }: Pick<GeneratorEntry, 'name' | 'summary'>,
  lexicon: Lexicon,
): GeneratorEntry {
  return {
    name,
    summary,
    argument: 'target_tokens',
    parse(raw) {
      const target = readTargetTokens(name, raw);
      function* inSteps(request: SimRequest, context: GeneratorContext): Steps<SimulatedTurn> {
        const tokens = chooseTargetTokens(target, request, context);
        const { random, wantedTokens } = context;
        return turnOf(yield* composeSentencesInSteps(lexicon, tokens, random, wantedTokens));
      }
      return {
        name,
        generate(request, context) {
          const tokens = chooseTargetTokens(target, request, context);
          return turnOf(composeSentences(lexicon, tokens, context.random, context.wantedTokens));
        },
        generateInSteps: (request, context) =>
          mayBeLong(target, context) ? inSteps(request, context) : undefined,
      };
    },
  };
}

function turnOf(pieces: readonly string[]): SimulatedTurn {
  return { parts: [{ type: 'text', pieces }], finishReason: 'stop' };
}
