import type { JsonSchema } from '@llmsim/core';
import { isFields, refuse } from '@llmsim/wire';
import { checkStrictSchema } from '../schemas/strict-schema.js';

/**
 * Checks the parameters of a function: an object schema, and the rules of strict mode if that was asked for.
 * @param path - where the parameters stand in the body
 * @throws RequestError in the service's words
 */
export function checkFunctionSchema(name: string, schema: JsonSchema, strict: boolean, path: string): void {
  const problem = problemOf(schema, strict);
  if (problem !== undefined) {
    refuse(`Invalid schema for function '${name}': ${problem}`, path, 'invalid_function_parameters');
  }
}

/**
 * Checks the schema of a structured reply: an object schema, and the rules of strict mode if that was asked for.
 * @throws RequestError in the service's words
 */
export function checkResponseSchema(name: string, schema: JsonSchema, strict: boolean): void {
  const problem = problemOf(schema, strict);
  if (problem !== undefined) {
    refuse(`Invalid schema for response_format '${name}': ${problem}`, 'response_format');
  }
}

function problemOf(schema: JsonSchema, strict: boolean): string | undefined {
  if (strict) return checkStrictSchema(schema)?.message;
  if (!isFields(schema)) return undefined;
  const type = schema['type'];
  // An empty schema stands for a function without parameters.
  if (type === 'object' || (type === undefined && Object.keys(schema).length === 0)) return undefined;
  const found = typeof type === 'string' ? type : 'None';
  return `schema must be a JSON Schema of 'type: "object"', got 'type: "${found}"'.`;
}
