import type { JsonSchema } from '@llmsim/core';
import { isFields, refuse } from '../request-reader.js';

/**
 * Checks the parameters of a function: an object schema, and the rules of strict mode if that was asked for.
 * @throws RequestError
 */
export function checkFunctionSchema(name: string, schema: JsonSchema, path: string): void {
  const problem = objectProblem(schema);
  if (problem !== undefined) {
    refuse(`Invalid schema for function '${name}': ${problem}`, path, 'invalid_function_parameters');
  }
}

function objectProblem(schema: JsonSchema): string | undefined {
  if (!isFields(schema)) return undefined;
  const type = schema['type'];
  if (type === 'object' || (type === undefined && Object.keys(schema).length === 0)) return undefined;
  return `schema must be a JSON Schema of 'type: "object"', got 'type: ${
    typeof type === 'string' ? `"${type}"` : '"None"'
  }'.`;
}

/**
 * Checks the schema of a structured reply: an object schema, and the rules of strict mode if that was asked for.
 * @throws RequestError
 */
export function checkResponseSchema(name: string, schema: JsonSchema): void {
  const problem = objectProblem(schema);
  if (problem !== undefined) {
    refuse(`Invalid schema for response_format '${name}': ${problem}`, 'response_format');
  }
}
