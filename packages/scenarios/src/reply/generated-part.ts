import { createGenerator } from '@llmsim/core';
import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { ReplyPart } from './reply.js';

/** `{ generate: lorem:20 }`: what a generator says. */
export function readGeneratedPart(source: Source, reader: Reader): ReplyPart | undefined {
  reader.mapping(source, ['generate'], 'a generator');
  const place = source.at('generate');
  const name = reader.text(place);
  if (name === undefined) return undefined;
  const generator = reader.making(place, () => createGenerator(name));
  if (generator === undefined) return undefined;
  if (generator.isOrdered === true) {
    return reader.error(
      place,
      `cannot be "${generator.name}", which counts requests. Write its texts as turns.`,
    );
  }
  return {
    calls: [],
    text: undefined,
    make({ request, responder }) {
      const { parts, finishReason } = generator.generate(request, responder);
      return { parts, finishReason: finishReason === 'stop' ? undefined : finishReason };
    },
  };
}
