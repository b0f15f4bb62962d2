import { isFields, type Fields, type Place } from '@llmsim/wire';
import { below, refuseInput, refuseMissing } from '../../reading/input-reader.js';

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Schemas nested deeper than this are not looked at. */
const deepest = 32;

/**
 * Checks the schema of a tool's input: an object, and no keyword of a wrong type.
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
  if (!isSchema(schema, 0)) {
    refuseInput(
      place,
      'JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at https://docs.claude.com/en/docs/tool-use.',
    );
  }
}

/** Whether the keywords of a schema that matter have values of the right type. */
export function isSchema(value: unknown, depth = 0): boolean {
  if (typeof value === 'boolean' || depth > deepest) return true;
  if (!isFields(value)) return false;
  const all = (list: unknown) =>
    list === undefined || (Array.isArray(list) && list.every((item) => isSchema(item, depth + 1)));
  const each = (map: unknown) =>
    map === undefined || (isFields(map) && Object.values(map).every((item) => isSchema(item, depth + 1)));
  const { type, required, items, additionalProperties } = value;
  return (
    (type === undefined || isType(type) || (Array.isArray(type) && type.length > 0 && type.every(isType))) &&
    (required === undefined ||
      (Array.isArray(required) && required.every((name) => typeof name === 'string'))) &&
    (value['enum'] === undefined || Array.isArray(value['enum'])) &&
    (value['description'] === undefined || typeof value['description'] === 'string') &&
    (items === undefined || isSchema(items, depth + 1)) &&
    (additionalProperties === undefined || isSchema(additionalProperties, depth + 1)) &&
    each(value['properties']) &&
    each(value['$defs']) &&
    all(value['anyOf']) &&
    all(value['allOf']) &&
    all(value['oneOf'])
  );
}

function isType(name: unknown): boolean {
  return typeof name === 'string' && typeNames.has(name);
}
