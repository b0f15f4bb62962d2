import { isMultiple } from './decimal.js';
import { isRecord } from './resolve-reference.js';

/** Whether a value is of the type, or of one of the types, that `type` demands. */
export function fitsType(demand: unknown, value: unknown): boolean {
  if (Array.isArray(demand)) return demand.some((type) => fitsType(type, value));
  switch (demand) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === demand;
    default:
      // No type at all is no demand; a type that does not exist has no values.
      return typeof demand !== 'string';
  }
}

/** Whether a number fits one keyword of a schema. */
export function fitsNumber(
  keyword: string,
  demand: unknown,
  value: number,
  schema: Readonly<Record<string, unknown>>,
): boolean {
  if (typeof demand !== 'number') return true;
  switch (keyword) {
    case 'minimum':
      return schema['exclusiveMinimum'] === true ? value > demand : value >= demand;
    case 'maximum':
      return schema['exclusiveMaximum'] === true ? value < demand : value <= demand;
    case 'exclusiveMinimum':
      return value > demand;
    case 'exclusiveMaximum':
      return value < demand;
    case 'multipleOf':
      return isMultiple(value, demand);
    default:
      return true;
  }
}
