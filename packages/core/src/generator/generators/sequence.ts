import { LlmsimError } from '../../errors/llmsim-error.js';
import { readOptions } from '../../options/option-reader.js';
import type { GeneratorEntry } from '../response-generator.js';

/** Says the texts of a list in order, one a request, and begins again after the last. */
export const sequenceGenerator: GeneratorEntry = {
  name: 'sequence',
  summary:
    'The texts of a list in order, one for each request, over and over: sequence:A|B|C. Options: texts (a list).',
  argument: 'texts',
  parse(raw) {
    const options = readOptions('generator "sequence"', raw);
    const given = options.value('texts');
    options.end();
    const texts: unknown = typeof given === 'string' ? given.split('|') : given;
    if (!Array.isArray(texts) || texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `Option "texts" of generator "sequence" must be a list of texts with at least one; found ${JSON.stringify(given)}.`,
      );
    }
    return {
      name: 'sequence',
      isOrdered: true,
      generate(_request, context) {
        const text = texts[(context.turnNumber ?? 0) % texts.length] as string;
        return { parts: [{ type: 'text', pieces: context.counter.split(text) }], finishReason: 'stop' };
      },
    };
  },
};
