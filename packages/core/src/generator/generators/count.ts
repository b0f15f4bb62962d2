import { takeSteps, type Steps } from '../../steps/steps.js';
import type { SimRequest } from '../../turn/sim-request.js';
import type { SimulatedTurn } from '../../turn/simulated-turn.js';
import type { GeneratorContext, GeneratorEntry } from '../response-generator.js';
import { chooseTargetTokens, readTargetTokens } from '../target-tokens.js';

/** Counts from 1, so that a lost or repeated piece of a stream shows at once. */
export const countGenerator: GeneratorEntry = {
  name: 'count',
  summary: 'The numbers from 1 on, exactly the target number of tokens. Options: target_tokens (100).',
  argument: 'target_tokens',
  parse(raw) {
    const target = readTargetTokens('count', raw);
    function* generateInSteps(request: SimRequest, context: GeneratorContext): Steps<SimulatedTurn> {
      const pieces = yield* countUp(chooseTargetTokens(target, request, context), context.wantedTokens);
      return { parts: [{ type: 'text', pieces }], finishReason: 'stop' };
    }
    return {
      name: 'count',
      generate: (request, context) => takeSteps(generateInSteps(request, context)),
      generateInSteps,
    };
  },
};

/** A step counts so far. */
const numbersInStep = 2048;

/**
 * `1 2 3` of exactly `tokens` tokens: up to three digits are one token of every encoding, and so is a space between
 * digits.
 * @param wanted - the text is going to be cut after so many tokens: the others are not made
 */
function* countUp(tokens: number, wanted = tokens): Steps<string[]> {
  const pieces: string[] = [];
  const end = Math.min(tokens, wanted);
  for (let number = 1; pieces.length < end; number += 1) {
    if (number > 1) pieces.push(pieces.length === tokens - 1 ? '.' : ' ');
    pieces.push(...(String(number).match(/\d{1,3}/g) ?? []));
    if (number % numbersInStep === 0) yield;
  }
  return pieces.slice(0, end);
}
