import { readOptions } from '../../options/option-reader.js';
import { textOfMessage } from '../../turn/text-of-message.js';
import type { GeneratorEntry } from '../response-generator.js';

/** Repeats the text of the last user message. */
export const echoGenerator: GeneratorEntry = {
  name: 'echo',
  summary: 'The text of the last user message. Takes no options.',
  argument: undefined,
  parse(raw) {
    readOptions('generator "echo"', raw).end();
    return {
      name: 'echo',
      generate(request, context) {
        const last = request.messages.findLast((message) => message.role === 'user');
        const text = last === undefined ? '' : textOfMessage(last);
        return { parts: [{ type: 'text', pieces: context.counter.split(text) }], finishReason: 'stop' };
      },
    };
  },
};
