import type { JsonSchema } from '@llmsim/core';
import { isFields } from '@llmsim/wire';
import type { StrictSchemaProblem } from './schema-problem.js';
import { checkStrictSchemaSize } from './strict-schema-size.js';

/** Keywords that constrain values in ways that the service cannot enforce. */
const refusedKeywords = new Set([
  ...['oneOf', 'allOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ...['minLength', 'maxLength', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  ...[
    'unevaluatedProperties',
    'unevaluatedItems',
    'prefixItems',
    'additionalItems',
    'contains',
    'minContains',
  ],
  ...['maxContains', 'uniqueItems'],
]);

const formats = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
]);

type SchemaObject = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/**
 * The first rule of OpenAI's strict mode that a schema breaks, or `undefined` if it keeps them all: the root is an
 * object; every object forbids other properties and requires its own; every part has a type; only the supported
 * keywords and formats are used; and the whole stays within the limits of depth and size.
 */
export function checkStrictSchema(schema: JsonSchema): StrictSchemaProblem | undefined {
  return (
    checkRoot(schema) ??
    checkKeywords(schema, [], 0) ??
    checkNode(schema, [], 0) ??
    checkStrictSchemaSize(schema)
  );
}

function checkRoot(schema: JsonSchema): StrictSchemaProblem | undefined {
  const type = typeof schema === 'object' ? schema['type'] : undefined;
  if (type !== 'object') {
    const found =
      typeof type === 'string' ? `"${type}"` : Array.isArray(type) ? JSON.stringify(type) : '"None"';
    return { path: [], message: `schema must be a JSON Schema of 'type: "object"', got 'type: ${found}'.` };
  }
  if (
    ['oneOf', 'anyOf', 'allOf', 'enum', 'not'].some((keyword) =>
      Object.hasOwn(schema as SchemaObject, keyword),
    )
  ) {
    return {
      path: [],
      message:
        "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    };
  }
  return undefined;
}

/** What is nested deeper than this is left to the limit of nesting. */
const deepest = 200;

/** The service looks for keywords in the whole schema before it looks at how the schema is built. */
function checkKeywords(schema: unknown, path: Path, depth: number): StrictSchemaProblem | undefined {
  if (!isFields(schema) || depth > deepest) return undefined;
  const refused = Object.keys(schema).find((keyword) => refusedKeywords.has(keyword));
  if (refused !== undefined) return problem(path, `'${refused}' is not permitted.`);
  const { anyOf, items } = schema;
  return (
    first(['properties', '$defs', 'definitions'], (keyword) => {
      const schemas = schema[keyword];
      if (!isFields(schemas)) return undefined;
      return first(Object.keys(schemas), (name) =>
        checkKeywords(schemas[name], [...path, keyword, name], depth + 1),
      );
    }) ??
    checkKeywords(items, [...path, 'items'], depth + 1) ??
    first(Array.isArray(anyOf) ? anyOf : [], (branch, index) =>
      checkKeywords(branch, [...path, 'anyOf', String(index)], depth + 1),
    )
  );
}

function checkNode(schema: unknown, path: Path, depth: number): StrictSchemaProblem | undefined {
  if (depth > deepest) return undefined;
  if (!isFields(schema)) return problem(path, "schema must have a 'type' key.");
  if (typeof schema['$ref'] === 'string')
    return checkReference(schema, path) ?? checkDefinitions(schema, path, depth);

  const { anyOf, type } = schema;
  if (Array.isArray(anyOf)) {
    return (
      first(anyOf, (branch, index) => checkNode(branch, [...path, 'anyOf', String(index)], depth + 1)) ??
      checkDefinitions(schema, path, depth)
    );
  }
  if (Array.isArray(type)) {
    // The service looks at each type as at a schema of its own, and says so in the path.
    return (
      first(type, (one, index) => checkType(schema, one, [...path, 'type', String(index)], depth)) ??
      checkDefinitions(schema, path, depth)
    );
  }
  if (typeof type !== 'string') return problem(path, "schema must have a 'type' key.");
  return checkType(schema, type, path, depth) ?? checkDefinitions(schema, path, depth);
}

function checkReference(schema: SchemaObject, path: Path): StrictSchemaProblem | undefined {
  const others = Object.keys(schema).filter((keyword) => !['$ref', '$defs', 'definitions'].includes(keyword));
  if (others.length > 0) {
    const names = others.toSorted().map(quote).join(', ');
    return { path, message: `context=${formatPath(path)}, $ref cannot have keywords {${names}}.` };
  }
  if (!/^#(?:\/(?:\$defs|definitions)\/[^/]+)?$/.test(String(schema['$ref']))) {
    return problem(path, 'reference can only point to definitions defined at the top level of the schema.');
  }
  return undefined;
}

function checkDefinitions(schema: SchemaObject, path: Path, depth: number): StrictSchemaProblem | undefined {
  return first(['$defs', 'definitions'], (keyword) => {
    const definitions = schema[keyword];
    if (!isFields(definitions)) return undefined;
    return first(Object.keys(definitions), (name) =>
      checkNode(definitions[name], [...path, keyword, name], depth + 1),
    );
  });
}

function checkType(
  schema: SchemaObject,
  type: unknown,
  path: Path,
  depth: number,
): StrictSchemaProblem | undefined {
  switch (type) {
    case 'object':
      return checkObject(schema, path, depth);
    case 'array':
      if (!isFields(schema['items'])) return problem(path, 'array schema missing items.');
      return checkNode(schema['items'], [...path, 'items'], depth + 1);
    case 'string': {
      const { format } = schema;
      if (typeof format === 'string' && !formats.has(format))
        return problem(path, `'${format}' is not a valid format.`);
      return undefined;
    }
    default:
      return undefined;
  }
}

function checkObject(schema: SchemaObject, path: Path, depth: number): StrictSchemaProblem | undefined {
  const { additionalProperties, properties, required } = schema;
  if (
    isFields(additionalProperties) &&
    !['type', 'anyOf', '$ref'].some((keyword) => keyword in additionalProperties)
  ) {
    return problem([...path, 'additionalProperties'], "schema must have a 'type' key.");
  }
  if (additionalProperties !== false) {
    return problem(path, "'additionalProperties' is required to be supplied and to be false.");
  }
  if (!isFields(properties)) return problem(path, 'object schema missing properties.');
  // A dictionary is taken out before the names are compared, and so is reported as one that is not there.
  const names = Object.keys(properties).filter((name) => !isDictionary(properties[name]));
  const known = new Set<unknown>(names);
  const listed = new Set<unknown>(Array.isArray(required) ? required : []);
  const missing = names.find((name) => !listed.has(name));
  const extra = [...listed].find((name) => !known.has(name));
  if (missing !== undefined || extra !== undefined) {
    const what =
      missing !== undefined
        ? `Missing ${quote(missing)}.`
        : `Extra required key ${quote(String(extra))} supplied.`;
    return problem(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. ${what}`,
    );
  }
  return first(names, (name) => checkNode(properties[name], [...path, 'properties', name], depth + 1));
}

function isDictionary(schema: unknown): boolean {
  return isFields(schema) && schema['type'] === 'object' && isFields(schema['additionalProperties']);
}

function first<T>(
  values: readonly T[],
  check: (value: T, index: number) => StrictSchemaProblem | undefined,
): StrictSchemaProblem | undefined {
  for (const [index, value] of values.entries()) {
    const found = check(value, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function problem(path: Path, rest: string): StrictSchemaProblem {
  return { path, message: `In context=${formatPath(path)}, ${rest}` };
}

/** The path as a Python tuple. */
function formatPath(path: Path): string {
  return `(${path.map(quote).join(', ')}${path.length === 1 ? ',' : ''})`;
}

/** A text as Python writes it. */
function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}
