/** Why the service refuses a schema. */
export interface SchemaProblem {
  /** Keys and indexes that lead from the root of the schema to the offending part; empty for the root. */
  readonly path: readonly string[];
  /**
   * The service's own words. They begin with the path where the service gives it: "In context=('properties', 'a'), …".
   */
  readonly message: string;
  /** The message is the whole of it, and is not put behind "Invalid schema for function 'x': ". */
  readonly standsAlone?: true;
}

/** Where a schema stands in another: the key by which its parent has it. `undefined` at the root. */
export interface SchemaPlace {
  readonly parent: SchemaPlace | undefined;
  readonly key: string;
}

/** The keys that lead to a place. */
export function pathTo(place: SchemaPlace | undefined): readonly string[] {
  const keys: string[] = [];
  for (let at = place; at !== undefined; at = at.parent) keys.push(at.key);
  return keys.reverse();
}
