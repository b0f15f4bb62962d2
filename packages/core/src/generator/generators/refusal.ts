import { readOptions } from '../../options/option-reader.js';
import type { GeneratorEntry } from '../response-generator.js';

/** Declines every request. */
export const refusalGenerator: GeneratorEntry = {
  name: 'refusal',
  summary: `A refusal, as a model that declines. Options: text ("I'm sorry, but I can't help with that.").`,
  argument: 'text',
  parse(raw) {
    const options = readOptions('generator "refusal"', raw);
    const text = options.text('text', "I'm sorry, but I can't help with that.");
    options.end();
    return {
      name: 'refusal',
      generate: (_request, context) => ({
        parts: [{ type: 'refusal', pieces: context.counter.split(text) }],
        finishReason: 'stop',
      }),
    };
  },
};
