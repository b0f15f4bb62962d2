import { readOptions } from '../../options/option-reader.js';
import { lastUserText } from '../../turn/text-of-message.js';
import { takeSteps, type Steps } from '../../steps/steps.js';
import { splitInSteps } from '../../tokens/split-in-steps.js';
import type { SimRequest } from '../../turn/sim-request.js';
import type { SimulatedTurn } from '../../turn/simulated-turn.js';
import type { GeneratorContext, GeneratorEntry } from '../response-generator.js';

/** Repeats the text of the last user message. */
export const echoGenerator: GeneratorEntry = {
  name: 'echo',
  summary: 'The text of the last user message. Takes no options.',
  argument: undefined,
  parse(raw) {
    readOptions('generator "echo"', raw).end();
    return {
      name: 'echo',
      generate: (request, context) => takeSteps(repeatLast(request, context)),
      generateInSteps: repeatLast,
    };
  },
};

function* repeatLast({ messages }: SimRequest, { counter }: GeneratorContext): Steps<SimulatedTurn> {
  const pieces = yield* splitInSteps(counter, lastUserText(messages));
  return { parts: [{ type: 'text', pieces }], finishReason: 'stop' };
}
