import { readOptions } from '../../options/option-reader.js';
import type { GeneratorEntry } from '../response-generator.js';

/** Says the same text every time. */
export const fixedGenerator: GeneratorEntry = {
  name: 'fixed',
  summary: 'The same text every time: fixed:TEXT. Options: text.',
  argument: 'text',
  parse(raw) {
    const options = readOptions('generator "fixed"', raw);
    const text = options.text('text');
    options.end();
    return {
      name: 'fixed',
      generate: (_request, context) => ({
        parts: [{ type: 'text', pieces: context.counter.split(text) }],
        finishReason: 'stop',
      }),
    };
  },
};
