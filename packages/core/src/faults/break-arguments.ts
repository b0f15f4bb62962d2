/** How the arguments of a tool call can be what no client wants. */
export type BrokenArguments = 'not-json' | 'violate-schema' | 'cut';

/**
 * Breaks the arguments of a tool call: `not-json` leaves out the end, which is what is seen most; `cut` keeps the first
 * half, as an output limit does; `violate-schema` stays JSON, and lacks a property that is required, or gives one a value
 * of another type.
 * @param schema - of the tool's parameters; `undefined`: it has none
 */
export function breakArguments(text: string, how: BrokenArguments, schema: unknown): string {
  switch (how) {
    case 'not-json':
      return text.slice(0, -1);
    case 'cut':
      return text.slice(0, Math.ceil(text.length / 2));
    case 'violate-schema':
      return JSON.stringify(violate(text, schema));
  }
}

function violate(text: string, schema: unknown): unknown {
  const value = objectOf(text);
  if (value === undefined) return null;
  const required = isObject(schema) && Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = (required as unknown[]).find((name) => typeof name === 'string' && name in value);
  if (missing !== undefined) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== missing));
  }
  const [name] = Object.keys(value);
  if (name === undefined) return { property_that_is_not_in_the_schema: true };
  return { ...value, [name]: typeof value[name] === 'string' ? 0 : 'not what the schema asks for' };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
