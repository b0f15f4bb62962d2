import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Capturing } from '../text/template.js';
import { fillFromSchema } from './fill-from-schema.js';
import type { ReplyPart } from './reply.js';
import { readValue } from './value-template.js';

/** `{ json: VALUE }`: a text of JSON. What the schema of the request requires besides is made up. */
export function readJsonPart(source: Source, reader: Reader, capturing: Capturing): ReplyPart | undefined {
  reader.mapping(source, ['json'], 'JSON');
  const value = readValue(source.at('json'), reader, capturing);
  return {
    calls: [],
    // What a schema adds to it is not known.
    text: undefined,
    make({ request, facts, captures, responder: { counter, random } }) {
      const { outputFormat } = request;
      const given = value.fill(facts, captures);
      const whole =
        outputFormat.type === 'json-schema'
          ? fillFromSchema(given, outputFormat.schema, random, facts.user ?? '')
          : given;
      return { parts: [{ type: 'text', pieces: counter.split(JSON.stringify(whole)) }] };
    },
  };
}
