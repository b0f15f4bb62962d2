import { isFields } from '../json/request-reader.js';
import type { JsonSchema } from '@llmsim/core';
import { checkReferences, checkRoot } from './function-schema.js';
import { checkMetaSchema, schemasWithin } from './meta-schema.js';
import { quote, tupleOf } from './python-notation.js';
import { unsupportedInStrict } from './unsupported-pattern.js';
import { pathTo, type SchemaPlace, type SchemaProblem } from './schema-problem.js';
import { checkStrictSchemaSize } from './strict-schema-size.js';

/**
 * Keywords that strict mode refuses: "In context=('properties', 'tags'), 'uniqueItems' is not permitted."
 *
 * Sources: the unsupported keywords of the official SDK's transform for strict schemas (npm openai 7.57.0,
 * lib/transform.js, November 2026), and refusals quoted in public reports (2024-08 to 2026-09). Taken since then:
 * `minLength` and `maxLength` (pydantic/pydantic-ai#7400, August 2026: probes answer 200), and `default`: a probe of
 * api.openai.com by its maintainers changed nothing else and was answered (openai/openai-agents-python#4390, 2026-08-13);
 * the refusals of it that reports quote are of 2024 and 2025, or of Azure. As before `pattern`, `format`, `minimum`,
 * `maximum`, the exclusive ones, `multipleOf`, `minItems` and `maxItems`.
 */
const refusedKeywords = new Set([
  ...['$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveAnchor', '$recursiveRef'],
  ...['allOf', 'oneOf', 'not', 'if', 'then', 'else'],
  ...['contains', 'minContains', 'maxContains', 'prefixItems', 'additionalItems', 'uniqueItems'],
  ...['contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['dependencies', 'dependentRequired', 'dependentSchemas', 'patternProperties', 'propertyNames'],
  ...['minProperties', 'maxProperties', 'unevaluatedItems', 'unevaluatedProperties'],
]);

/** The formats of the guide to structured outputs (November 2026). */
const formats = new Set([
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'],
]);

type SchemaObject = Readonly<Record<string, unknown>>;
type Path = SchemaPlace | undefined;

/**
 * The first rule of OpenAI's strict mode that a schema breaks, or `undefined` if it keeps them all: the root is an
 * object; the whole is a schema; every object forbids other properties and requires its own; every part has a type;
 * only the supported keywords and formats are used; the whole stays within the limits of depth and size; and no
 * pattern looks around or refers to its groups.
 */
export function checkStrictSchema(schema: JsonSchema): SchemaProblem | undefined {
  return (
    checkRoot(schema) ??
    checkMetaSchema(schema) ??
    checkKeywords(schema, undefined, 0) ??
    checkNode(schema, undefined, 0) ??
    checkReferences(schema) ??
    checkStrictSchemaSize(schema) ??
    checkPatterns(schema)
  );
}

/** The engine that holds replies to the schema says in words of its own what it does not have. */
function checkPatterns(schema: JsonSchema): SchemaProblem | undefined {
  const waiting: { readonly schema: unknown; readonly place: Path }[] = [{ schema, place: undefined }];
  for (const { schema: node, place } of waiting) {
    if (!isFields(node)) continue;
    const { pattern } = node;
    const unsupported = typeof pattern === 'string' ? unsupportedInStrict(pattern) : undefined;
    if (unsupported !== undefined) {
      const path = [...pathTo(place), 'pattern'];
      return {
        path,
        message: `Invalid JSON schema: regex ${unsupported} not supported. Found at ${jsonPathOf(path)}.`,
        standsAlone: true,
      };
    }
    for (const inner of schemasWithin(node, place)) waiting.push(inner);
  }
  return undefined;
}

/** `$.properties.a.anyOf[0].pattern` */
function jsonPathOf(path: readonly string[]): string {
  let text = '$';
  for (const [index, key] of path.entries()) {
    text += path[index - 1] === 'anyOf' && path[index - 2] !== 'properties' ? `[${key}]` : `.${key}`;
  }
  return text;
}

/** What is nested deeper than this is left to the limit of nesting. */
const deepest = 200;

/** The service looks for keywords in the whole schema before it looks at how the schema is built. */
function checkKeywords(schema: unknown, path: Path, depth: number): SchemaProblem | undefined {
  if (!isFields(schema) || depth > deepest) return undefined;
  const refused = Object.keys(schema).find((keyword) => refusedKeywords.has(keyword));
  if (refused !== undefined) return problem(path, `'${refused}' is not permitted.`);
  const { anyOf, items } = schema;
  return (
    first(['properties', '$defs', 'definitions'], (keyword) => {
      const schemas = schema[keyword];
      if (!isFields(schemas)) return undefined;
      return first(Object.keys(schemas), (name) =>
        checkKeywords(schemas[name], { parent: { parent: path, key: keyword }, key: name }, depth + 1),
      );
    }) ??
    checkKeywords(items, { parent: path, key: 'items' }, depth + 1) ??
    first(Array.isArray(anyOf) ? anyOf : [], (branch, index) =>
      checkKeywords(branch, { parent: { parent: path, key: 'anyOf' }, key: String(index) }, depth + 1),
    )
  );
}

function checkNode(schema: unknown, path: Path, depth: number): SchemaProblem | undefined {
  if (depth > deepest) return undefined;
  if (!isFields(schema)) return problem(path, "schema must have a 'type' key.");
  if (typeof schema['$ref'] === 'string')
    return checkReference(schema, path) ?? checkDefinitions(schema, path, depth);

  const { anyOf, type } = schema;
  if (Array.isArray(anyOf)) {
    return (
      first(anyOf, (branch, index) =>
        checkNode(branch, { parent: { parent: path, key: 'anyOf' }, key: String(index) }, depth + 1),
      ) ?? checkDefinitions(schema, path, depth)
    );
  }
  if (Array.isArray(type)) {
    // The service looks at each type as at a schema of its own, and says so in the path.
    return (
      first(type, (one, index) =>
        checkType(schema, one, { parent: { parent: path, key: 'type' }, key: String(index) }, depth),
      ) ?? checkDefinitions(schema, path, depth)
    );
  }
  if (typeof type !== 'string') return problem(path, "schema must have a 'type' key.");
  return checkType(schema, type, path, depth) ?? checkDefinitions(schema, path, depth);
}

function checkReference(schema: SchemaObject, path: Path): SchemaProblem | undefined {
  const others = Object.keys(schema).filter((keyword) => !['$ref', '$defs', 'definitions'].includes(keyword));
  if (others.length > 0) {
    const names = others.toSorted().map(quote).join(', ');
    const keys = pathTo(path);
    return { path: keys, message: `context=${tupleOf(keys)}, $ref cannot have keywords {${names}}.` };
  }
  if (!/^#(?:\/(?:\$defs|definitions)\/[^/]+)?$/.test(String(schema['$ref']))) {
    return problem(path, 'reference can only point to definitions defined at the top level of the schema.');
  }
  return undefined;
}

function checkDefinitions(schema: SchemaObject, path: Path, depth: number): SchemaProblem | undefined {
  return first(['$defs', 'definitions'], (keyword) => {
    const definitions = schema[keyword];
    if (!isFields(definitions)) return undefined;
    return first(Object.keys(definitions), (name) =>
      checkNode(definitions[name], { parent: { parent: path, key: keyword }, key: name }, depth + 1),
    );
  });
}

function checkType(
  schema: SchemaObject,
  type: unknown,
  path: Path,
  depth: number,
): SchemaProblem | undefined {
  switch (type) {
    case 'object':
      return checkObject(schema, path, depth);
    case 'array':
      if (!isFields(schema['items'])) return problem(path, 'array schema missing items.');
      return checkNode(schema['items'], { parent: path, key: 'items' }, depth + 1);
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

function checkObject(schema: SchemaObject, path: Path, depth: number): SchemaProblem | undefined {
  const { additionalProperties, properties, required } = schema;
  if (
    isFields(additionalProperties) &&
    !['type', 'anyOf', '$ref'].some((keyword) => keyword in additionalProperties)
  ) {
    return problem({ parent: path, key: 'additionalProperties' }, "schema must have a 'type' key.");
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
  return first(names, (name) =>
    checkNode(properties[name], { parent: { parent: path, key: 'properties' }, key: name }, depth + 1),
  );
}

function isDictionary(schema: unknown): boolean {
  return isFields(schema) && schema['type'] === 'object' && isFields(schema['additionalProperties']);
}

function first<T>(
  values: readonly T[],
  check: (value: T, index: number) => SchemaProblem | undefined,
): SchemaProblem | undefined {
  for (const [index, value] of values.entries()) {
    const found = check(value, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function problem(place: Path, rest: string): SchemaProblem {
  const path = pathTo(place);
  return { path, message: `In context=${tupleOf(path)}, ${rest}` };
}
