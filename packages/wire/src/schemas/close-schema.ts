import { isFields, type Fields } from '../json/request-reader.js';
import { checkStrictSchema } from './strict-schema.js';

/** Schemas nested deeper than strict mode takes are not looked at. */
const deepest = 50;

/**
 * The schema as strict mode wants it: every object requires all its properties and forbids others. `undefined` if
 * strict mode takes it no more than before: the function is then not strict.
 *
 * What the Responses API does with a function that leaves `strict` out: "Responses attempts to use strict validation
 * when the schema is compatible, and falls back to non-strict validation otherwise" (OpenAI's OpenAPI document, 2026).
 */
export function closeSchema(schema: Fields): Fields | undefined {
  const closed = Object.keys(schema).length === 0 ? { type: 'object', properties: {} } : schema;
  const result = close(closed, 0);
  return isFields(result) && checkStrictSchema(result) === undefined ? result : undefined;
}

function close(node: unknown, depth: number): unknown {
  if (!isFields(node) || depth > deepest) return node;
  const changed: Record<string, unknown> = {};
  for (const keyword of ['properties', '$defs', 'definitions']) {
    const schemas = node[keyword];
    if (!isFields(schemas)) continue;
    changed[keyword] = Object.fromEntries(
      Object.entries(schemas).map(([name, inner]) => [name, close(inner, depth + 1)]),
    );
  }
  const { items, anyOf, type, properties } = node;
  if (items !== undefined) changed['items'] = close(items, depth + 1);
  if (Array.isArray(anyOf)) changed['anyOf'] = anyOf.map((branch: unknown) => close(branch, depth + 1));
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object'));
  if (isObject && isFields(properties)) {
    changed['required'] = Object.keys(properties);
    if (node['additionalProperties'] === undefined) changed['additionalProperties'] = false;
  }
  return { ...node, ...changed };
}
