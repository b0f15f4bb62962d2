import { generateValue, type Random } from '@llmsim/schema';
import { isMapping } from '../file/reader.js';

/**
 * Completes a value that is given in part: what its schema requires and is not there is made up, as it would be for a
 * call that nobody scripted. Texts become numbers or booleans where the schema wants these.
 * @param text - of the conversation, from which values may be taken
 * @throws SchemaError if nothing fits the schema
 */
export function fillFromSchema(given: unknown, schema: unknown, random: Random, text: string): unknown {
  if (!isMapping(schema)) return given;
  if (!isMapping(given)) return coerce(given, schema);
  const properties = isMapping(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly unknown[]) : [];
  const filled: Record<string, unknown> = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      fillFromSchema(value, Object.hasOwn(properties, key) ? properties[key] : undefined, random, text),
    ]),
  );
  const missing = required.filter(
    (key): key is string => typeof key === 'string' && !Object.hasOwn(given, key),
  );
  if (missing.length === 0) return filled;
  const made = generateValue(schema, random, { text, optional: 'mentioned' });
  if (!isMapping(made)) return filled;
  for (const key of missing) if (Object.hasOwn(made, key)) filled[key] = made[key];
  return filled;
}

function coerce(given: unknown, { type }: Readonly<Record<string, unknown>>): unknown {
  if (typeof given !== 'string') return given;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (types.includes('string')) return given;
  if (types.includes('boolean') && (given === 'true' || given === 'false')) return given === 'true';
  if (given.trim() === '' || !(types.includes('number') || types.includes('integer'))) return given;
  const number = Number(given);
  return Number.isNaN(number) ? given : number;
}
