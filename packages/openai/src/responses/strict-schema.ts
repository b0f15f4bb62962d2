import { isFields } from '../request-reader.js';
import type { Fields } from '../request-reader.js';

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const single = ['items', 'not', 'if', 'then', 'else'];
const listed = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const named = ['properties', '$defs', 'definitions'];

/** Deeper schemas are refused by the service as well: it takes ten levels of nesting. */
const deepest = 40;

/**
 * What keeps a schema from being strict: an object whose properties are not all required, or that may have others.
 * In the service's words; `undefined`: nothing.
 */
export function strictSchemaProblem(schema: Fields, context: readonly string[] = []): string | undefined {
  if (context.length > deepest) return `${place(context)}, the schema is nested too deeply.`;
  return objectProblem(schema, context) ?? nestedProblem(schema, context);
}

function objectProblem(schema: Fields, context: readonly string[]): string | undefined {
  const { type, properties } = schema;
  const isObject =
    type === 'object' || (Array.isArray(type) && type.includes('object')) || isFields(properties);
  if (!isObject) return undefined;
  if (schema['additionalProperties'] !== false) {
    return `${place(context)}, 'additionalProperties' is required to be supplied and to be false.`;
  }
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = Object.keys(isFields(properties) ? properties : {}).find(
    (name) => !required.includes(name),
  );
  return missing === undefined
    ? undefined
    : `${place(context)}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
}

function nestedProblem(schema: Fields, context: readonly string[]): string | undefined {
  const inside: (readonly [value: unknown, path: readonly string[]])[] = [];
  for (const key of single) inside.push([schema[key], [key]]);
  for (const key of listed) {
    const list = schema[key];
    if (Array.isArray(list))
      for (const [index, value] of list.entries()) inside.push([value, [key, String(index)]]);
  }
  for (const key of named) {
    const schemas = schema[key];
    if (isFields(schemas))
      for (const [name, value] of Object.entries(schemas)) inside.push([value, [key, name]]);
  }
  for (const [value, path] of inside) {
    const problem = isFields(value) ? strictSchemaProblem(value, [...context, ...path]) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The context as the service prints it: a tuple of Python. */
function place(context: readonly string[]): string {
  const names = context.map((name) => `'${name}'`).join(', ');
  return `In context=(${context.length === 1 ? `${names},` : names})`;
}
