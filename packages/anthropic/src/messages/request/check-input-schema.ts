import { checkMetaSchema, type Fields, type Place } from '@llmsim/wire';
import { below, refuseInput, refuseMissing } from '../../reading/input-reader.js';

const documentation = 'https://docs.claude.com/en/docs/tool-use';

/**
 * Checks the schema of a tool's input: an object's, and a valid one.
 * @throws RequestError in the service's words
 */
export function checkInputSchema(schema: Fields, place: Place): void {
  if (schema['type'] === undefined) refuseMissing(below(place, 'type'));
  if (schema['type'] !== 'object') refuseInput(below(place, 'type'), "Input should be 'object'");
  for (const keyword of ['oneOf', 'allOf', 'anyOf']) {
    if (schema[keyword] !== undefined) {
      refuseInput(place, 'input_schema does not support oneOf, allOf, or anyOf at the top level');
    }
  }
  checkSchema(schema, place);
}

/** Refuses what is no schema. @throws RequestError */
export function checkSchema(schema: Fields, place: Place): void {
  if (checkMetaSchema(schema) === undefined) return;
  refuseInput(
    place,
    `JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at ${documentation}.`,
  );
}
