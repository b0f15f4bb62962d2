import type { JsonSchema } from './json-schema.js';
import { isRecord, isSchema } from './resolve-reference.js';

const allTypes = ['string', 'number', 'integer', 'object', 'array', 'boolean', 'null'];

/** Bounds, and the bound that holds exactly where the other does not, given how far it lies off. */
const oppositeBounds: Readonly<Record<string, readonly [keyword: string, offset: number]>> = {
  minimum: ['exclusiveMaximum', 0],
  maximum: ['exclusiveMinimum', 0],
  exclusiveMinimum: ['maximum', 0],
  exclusiveMaximum: ['minimum', 0],
  minLength: ['maxLength', -1],
  maxLength: ['minLength', 1],
  minItems: ['maxItems', -1],
  maxItems: ['minItems', 1],
  minProperties: ['maxProperties', -1],
  maxProperties: ['minProperties', 1],
};

/** Keywords that demand nothing of a value, so that breaking them is no way out. */
const remarks = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$comment',
  '$defs',
  'definitions',
  '$schema',
  '$id',
]);

/**
 * Schemas of which at least one holds where the given one does not: one for each way to break it. What cannot be put
 * as a schema becomes `true`, a value made by chance, which then has to be checked.
 */
export function invertSchema(schema: unknown): readonly JsonSchema[] {
  if (schema === true) return [];
  if (!isRecord(schema)) return [true];
  return Object.keys(schema).flatMap((keyword) => invertKeyword(keyword, schema[keyword]));
}

function invertKeyword(keyword: string, demand: unknown): readonly JsonSchema[] {
  if (remarks.has(keyword)) return [];
  const opposite = Object.hasOwn(oppositeBounds, keyword) ? oppositeBounds[keyword] : undefined;
  if (opposite !== undefined && typeof demand === 'number') {
    const bound = demand + opposite[1];
    return bound < 0 && opposite[1] < 0 ? [] : [{ [opposite[0]]: bound }];
  }
  switch (keyword) {
    case 'type': {
      const excluded: readonly unknown[] = Array.isArray(demand) ? demand : [demand];
      const rest = allTypes.filter(
        (type) => !excluded.includes(type) && !(type === 'integer' && excluded.includes('number')),
      );
      return rest.map((type) => ({ type }));
    }
    case 'required':
      if (!Array.isArray(demand)) return [];
      return demand
        .filter((name) => typeof name === 'string')
        .map((name) => ({ properties: { [name]: false } }));
    case 'properties':
      if (!isRecord(demand)) return [];
      return Object.keys(demand).map((name) => ({
        required: [name],
        properties: { [name]: { not: demand[name] } },
      }));
    case 'not':
      return isSchema(demand) ? [demand] : [];
    case 'allOf':
      return Array.isArray(demand) ? demand.map((branch: unknown) => ({ not: branch })) : [];
    case 'anyOf':
      return Array.isArray(demand) ? [{ allOf: demand.map((branch: unknown) => ({ not: branch })) }] : [];
    default:
      return [true];
  }
}
