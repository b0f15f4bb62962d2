import { refuse, type Fields } from '../json/request-reader.js';
import { checkFunctionParameters, checkRoot } from './function-schema.js';
import type { SchemaProblem } from './schema-problem.js';
import { checkStrictSchema } from './strict-schema.js';

/**
 * Checks the parameters of a function: a schema that the service takes, and the rules of strict mode if that was asked
 * for.
 * @param path - where the parameters stand in the body
 * @throws RequestError in the service's words
 */
export function checkFunctionSchema(name: string, schema: Fields, strict: boolean, path: string): void {
  const problem = strict ? checkStrictSchema(schema) : checkFunctionParameters(schema);
  if (problem === undefined) return;
  // What the engine for strict replies refuses is reported for all tools together.
  refuseAlone(problem, /^\w+/.exec(path)?.[0] ?? path);
  refuse(`Invalid schema for function '${name}': ${problem.message}`, path, 'invalid_function_parameters');
}

/**
 * Checks the schema of a structured reply: an object schema, and the rules of strict mode if that was asked for.
 * @param path - where the schema stands, as the service names it
 * @param code - the code of a refusal, if it has one
 * @throws RequestError in the service's words
 */
export function checkResponseSchema(
  name: string,
  schema: Fields,
  strict: boolean,
  path = 'response_format',
  code?: string,
): void {
  const problem = strict ? checkStrictSchema(schema) : checkFormat(schema);
  if (problem === undefined) return;
  refuseAlone(problem, path);
  refuse(`Invalid schema for response_format '${name}': ${problem.message}`, path, code);
}

/** Of a schema that is not strict only the type is looked at. */
function checkFormat(schema: Fields): SchemaProblem | undefined {
  return schema['type'] === 'object' || Object.keys(schema).length === 0 ? undefined : checkRoot(schema);
}

function refuseAlone({ standsAlone, message }: SchemaProblem, param: string): void {
  if (standsAlone === true) refuse(message, param, 'invalid_json_schema');
}
