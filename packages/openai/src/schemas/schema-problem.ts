/** Why OpenAI's strict mode refuses a schema. */
export interface StrictSchemaProblem {
  /** Keys and indexes that lead from the root of the schema to the offending part; empty for the root. */
  readonly path: readonly string[];
  /**
   * The service's own words, to be put behind "Invalid schema for function 'x': " or "Invalid schema for
   * response_format 'x': ". They begin with the path where the service gives it: "In context=('properties', 'a'), …".
   */
  readonly message: string;
}
