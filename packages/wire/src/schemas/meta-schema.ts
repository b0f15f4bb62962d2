import { isFields, type Fields } from '../json/request-reader.js';
import { compilesInPython } from './python-pattern.js';
import { pythonOf } from './python-notation.js';
import { pathTo, type SchemaPlace, type SchemaProblem } from './schema-problem.js';

const typeNames = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

/** What a keyword holds, by its name. */
const keywords = new Map<string, (value: unknown) => string | undefined>();

function define(names: readonly string[], check: (value: unknown) => string | undefined): void {
  for (const name of names) keywords.set(name, check);
}

const notOfType = (value: unknown, ...types: readonly string[]) =>
  `${pythonOf(value)} is not of type ${types.map((type) => `'${type}'`).join(', ')}`;

const one = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];
one.push('unevaluatedItems', 'unevaluatedProperties', 'contentSchema');
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
const schemaKeywords: ReadonlyMap<string, 'one' | 'list' | 'map'> = new Map([
  ...one.map((name) => [name, 'one'] as const),
  ...lists.map((name) => [name, 'list'] as const),
  ...maps.map((name) => [name, 'map'] as const),
]);

define(['type'], (value) => {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isValid =
    names.length > 0 &&
    new Set(names).size === names.length &&
    names.every((name) => typeof name === 'string' && typeNames.has(name));
  return isValid ? undefined : `${pythonOf(value)} is not valid under any of the given schemas`;
});
define(['required'], checkNames);
define(['dependentRequired'], (value) => {
  if (!isFields(value)) return notOfType(value, 'object');
  return firstOf(Object.values(value), checkNames);
});
define(['enum'], (value) => (Array.isArray(value) ? undefined : notOfType(value, 'array')));
define(['pattern'], checkPattern);
define(['title', 'description', 'format', '$ref', '$id', '$schema', '$anchor', '$dynamicRef', '$comment'], (
  value,
) => (typeof value === 'string' ? undefined : notOfType(value, 'string')));
define(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], checkNumber);
define(['multipleOf'], (value) => {
  const problem = checkNumber(value);
  if (problem !== undefined) return problem;
  return (value as number) > 0 ? undefined : `${pythonOf(value)} is less than or equal to the minimum of 0`;
});
define(
  ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minContains'].concat(
    'maxContains',
  ),
  (value) => {
    if (!Number.isInteger(value)) return notOfType(value, 'integer');
    return (value as number) >= 0 ? undefined : `${pythonOf(value)} is less than the minimum of 0`;
  },
);
define(['uniqueItems', 'deprecated', 'readOnly', 'writeOnly'], (value) =>
  typeof value === 'boolean' ? undefined : notOfType(value, 'boolean'));
define(['examples'], (value) => (Array.isArray(value) ? undefined : notOfType(value, 'array')));

/**
 * What is wrong with a schema as a schema of draft 2020-12, in the words of Python's `jsonschema`, which the service
 * uses: "'object' is not of type 'object', 'boolean'", "None is not of type 'array'". Of several faults the one nearest
 * to the root, as its `best_match` picks. Takes time in proportion to the size of the schema.
 *
 * Sources: refusals quoted in public reports, 2024-03 to 2026-09. Patterns: by Python's `re`, as those of 2026-09 show.
 */
export function checkMetaSchema(schema: unknown): SchemaProblem | undefined {
  const waiting: { readonly schema: unknown; readonly place: SchemaPlace | undefined }[] = [
    { schema, place: undefined },
  ];
  for (const { schema: node, place } of waiting) {
    if (typeof node === 'boolean') continue;
    if (!isFields(node)) return problemAt(place, notOfType(node, 'object', 'boolean'));
    for (const keyword of Object.keys(node)) {
      const value = node[keyword];
      const problem = keywords.get(keyword)?.(value) ?? checkHolder(keyword, value);
      if (problem !== undefined) return problemAt({ parent: place, key: keyword }, problem);
    }
    for (const inner of schemasWithin(node, place)) waiting.push(inner);
  }
  return undefined;
}

/** What is wrong with the list or map of schemas that a keyword holds. */
function checkHolder(keyword: string, value: unknown): string | undefined {
  switch (schemaKeywords.get(keyword)) {
    case 'list':
      if (!Array.isArray(value)) return notOfType(value, 'array');
      return value.length === 0 ? '[] should be non-empty' : undefined;
    case 'map':
      if (!isFields(value)) return notOfType(value, 'object');
      return keyword === 'patternProperties' ? firstOf(Object.keys(value), checkPattern) : undefined;
    default:
      return undefined;
  }
}

/** The schemas in a schema, with their places: not what `enum`, `const`, `default` and `examples` hold. */
export function* schemasWithin(
  node: Fields,
  place: SchemaPlace | undefined,
): Generator<{ readonly schema: unknown; readonly place: SchemaPlace }> {
  for (const keyword of Object.keys(node)) {
    const value = node[keyword];
    const kind = schemaKeywords.get(keyword);
    if (kind === undefined) continue;
    const own: SchemaPlace = { parent: place, key: keyword };
    if (kind === 'one') yield { schema: value, place: own };
    else if (kind === 'list' && Array.isArray(value)) {
      for (const [index, inner] of value.entries())
        yield { schema: inner, place: { parent: own, key: String(index) } };
    } else if (kind === 'map' && isFields(value)) {
      for (const name of Object.keys(value)) yield { schema: value[name], place: { parent: own, key: name } };
    }
  }
}

function checkNames(value: unknown): string | undefined {
  if (!Array.isArray(value)) return notOfType(value, 'array');
  const stranger = value.find((name) => typeof name !== 'string') as unknown;
  if (stranger !== undefined) return notOfType(stranger, 'string');
  return new Set(value).size === value.length ? undefined : `${pythonOf(value)} has non-unique elements`;
}

function checkNumber(value: unknown): string | undefined {
  return typeof value === 'number' ? undefined : notOfType(value, 'number');
}

function checkPattern(value: unknown): string | undefined {
  if (typeof value !== 'string') return notOfType(value, 'string');
  return compilesInPython(value) ? undefined : `${pythonOf(value)} is not a 'regex'`;
}

function firstOf(
  values: readonly unknown[],
  check: (value: unknown) => string | undefined,
): string | undefined {
  for (const value of values) {
    const problem = check(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemAt(place: SchemaPlace | undefined, message: string): SchemaProblem {
  return { path: pathTo(place), message: `${message}.` };
}
