import type { Constraints, SchemaMap, TypeName } from './constraints.js';
import { leastCommonMultiple } from './decimal.js';
import type { JsonSchema } from './json-schema.js';
import { keyOfValue } from './key-of-value.js';

/** What both demand together, or `undefined` if no value can satisfy both. Not every contradiction is noticed. */
export function mergeConstraints(a: Constraints, b: Constraints): Constraints | undefined {
  const types = mergeTypes(a.types, b.types);
  if (types?.length === 0) return undefined;
  const values = mergeValues(a.values, b.values);
  if (values?.length === 0) return undefined;
  return {
    types,
    values,
    minimum: Math.max(a.minimum, b.minimum),
    maximum: Math.min(a.maximum, b.maximum),
    exclusiveMinimum: Math.max(a.exclusiveMinimum, b.exclusiveMinimum),
    exclusiveMaximum: Math.min(a.exclusiveMaximum, b.exclusiveMaximum),
    multipleOf: mergeMultiples(a.multipleOf, b.multipleOf),
    minLength: Math.max(a.minLength, b.minLength),
    maxLength: Math.min(a.maxLength, b.maxLength),
    patterns: join(a.patterns, b.patterns),
    formats: mergeNames(a.formats, b.formats),
    ...mergeItems(a, b),
    unevaluatedItems: both(a.unevaluatedItems, b.unevaluatedItems),
    contains: join(a.contains, b.contains),
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    uniqueItems: a.uniqueItems || b.uniqueItems,
    properties: mergeProperties(a, b),
    patternProperties: mergeMaps(a.patternProperties, b.patternProperties),
    additionalProperties: both(a.additionalProperties, b.additionalProperties),
    unevaluatedProperties: both(a.unevaluatedProperties, b.unevaluatedProperties),
    propertyNames: join(a.propertyNames, b.propertyNames),
    required: mergeNames(a.required, b.required),
    minProperties: Math.max(a.minProperties, b.minProperties),
    maxProperties: Math.min(a.maxProperties, b.maxProperties),
    dependentRequired: mergeDependencies(a.dependentRequired, b.dependentRequired),
    references: join(a.references, b.references),
    targets: join(a.targets, b.targets),
    allOf: join(a.allOf, b.allOf),
    choices: join(a.choices, b.choices),
    mustCheck: true,
    shown: join(a.shown, b.shown),
    description: a.description ?? b.description,
    title: a.title ?? b.title,
  };
}

function join<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b];
}

function both(a: JsonSchema | undefined, b: JsonSchema | undefined): JsonSchema | undefined {
  if (a === undefined || a === b || a === true) return b ?? a;
  if (b === undefined || b === true) return a;
  return a === false || b === false ? false : { allOf: [a, b] };
}

function mergeTypes(a: Constraints['types'], b: Constraints['types']): Constraints['types'] {
  if (a === undefined || b === undefined) return a ?? b;
  const types: TypeName[] = a.filter((type) => b.includes(type));
  // A whole number is the narrower of the two.
  if (!types.includes('integer')) {
    const narrowed =
      (a.includes('integer') && b.includes('number')) || (a.includes('number') && b.includes('integer'));
    if (narrowed) types.push('integer');
  }
  return types;
}

function mergeValues(a: Constraints['values'], b: Constraints['values']): Constraints['values'] {
  if (a === undefined || b === undefined) return a ?? b;
  const keys = new Set(b.map(keyOfValue));
  return a.filter((value) => keys.has(keyOfValue(value)));
}

function mergeMultiples(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : leastCommonMultiple(a, b);
}

function mergeItems(a: Constraints, b: Constraints): Pick<Constraints, 'prefixItems' | 'items'> {
  const length = Math.max(a.prefixItems.length, b.prefixItems.length);
  const prefixItems = Array.from(
    { length },
    (_, index) => both(a.prefixItems[index] ?? a.items, b.prefixItems[index] ?? b.items) ?? true,
  );
  return { prefixItems, items: both(a.items, b.items) };
}

/** A property that one side names must also fit what the other side says of properties it does not name. */
function mergeProperties(a: Constraints, b: Constraints): SchemaMap {
  const namesOfA = Object.keys(a.properties);
  const namesOfB = Object.keys(b.properties);
  if (namesOfB.length === 0 && b.additionalProperties === undefined) return a.properties;
  if (namesOfA.length === 0 && a.additionalProperties === undefined) return b.properties;
  return Object.fromEntries(
    mergeNames(namesOfA, namesOfB).map((name) => [name, both(schemaOf(a, name), schemaOf(b, name)) ?? true]),
  );
}

function schemaOf(side: Constraints, name: string): JsonSchema | undefined {
  if (Object.hasOwn(side.properties, name)) return side.properties[name];
  // Whether a pattern covers the name is found out when the value is checked.
  return Object.keys(side.patternProperties).length > 0 ? undefined : side.additionalProperties;
}

function mergeMaps(a: SchemaMap, b: SchemaMap): SchemaMap {
  const names = Object.keys(b);
  if (names.length === 0) return a;
  return Object.fromEntries(
    mergeNames(Object.keys(a), names).map((name) => [
      name,
      both(Object.hasOwn(a, name) ? a[name] : undefined, Object.hasOwn(b, name) ? b[name] : undefined) ??
        true,
    ]),
  );
}

function mergeNames(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...new Set([...a, ...b])];
}

function mergeDependencies(
  a: Constraints['dependentRequired'],
  b: Constraints['dependentRequired'],
): Constraints['dependentRequired'] {
  const names = Object.keys(b);
  if (names.length === 0) return a;
  return Object.fromEntries(
    mergeNames(Object.keys(a), names).map((name) => [
      name,
      join(Object.hasOwn(a, name) ? (a[name] ?? []) : [], Object.hasOwn(b, name) ? (b[name] ?? []) : []),
    ]),
  );
}
