import {
  noConstraints,
  type Choice,
  type Constraints,
  type SchemaMap,
  type TypeName,
} from './constraints.js';
import { invertSchema } from './invert-schema.js';
import type { JsonSchema } from './json-schema.js';
import { isRecord, isSchema } from './resolve-reference.js';

type Draft = { -readonly [Key in keyof Constraints]: Constraints[Key] };

/** What a schema demands, without looking into the schemas that it refers to. */
export function readConstraints(schema: Readonly<Record<string, unknown>>): Constraints {
  const draft: Draft = { ...noConstraints };
  for (const keyword of Object.keys(schema)) readKeyword(draft, keyword, schema[keyword], schema);
  return draft;
}

function readKeyword(
  draft: Draft,
  keyword: string,
  value: unknown,
  schema: Readonly<Record<string, unknown>>,
): void {
  switch (keyword) {
    case 'type':
      if (typeof value === 'string') draft.types = [value as TypeName];
      else if (Array.isArray(value)) draft.types = value as TypeName[];
      return;
    case 'enum':
      if (Array.isArray(value)) draft.values = value;
      return;
    case 'const':
      draft.values = [value];
      return;

    case 'minimum':
      if (typeof value !== 'number') return;
      // Draft 4 writes `exclusiveMinimum: true` beside it.
      if (schema['exclusiveMinimum'] === true) draft.exclusiveMinimum = value;
      else draft.minimum = value;
      return;
    case 'maximum':
      if (typeof value !== 'number') return;
      if (schema['exclusiveMaximum'] === true) draft.exclusiveMaximum = value;
      else draft.maximum = value;
      return;
    case 'exclusiveMinimum':
      if (typeof value === 'number') draft.exclusiveMinimum = value;
      return;
    case 'exclusiveMaximum':
      if (typeof value === 'number') draft.exclusiveMaximum = value;
      return;
    case 'multipleOf':
      if (typeof value === 'number' && value > 0) draft.multipleOf = value;
      return;

    case 'minLength':
      draft.minLength = readCount(value, 0);
      return;
    case 'maxLength':
      draft.maxLength = readCount(value, Infinity);
      return;
    case 'pattern':
      if (typeof value !== 'string') return;
      draft.patterns = [value];
      draft.mustCheck = true;
      return;
    case 'format':
      if (typeof value === 'string') draft.formats = [value];
      return;

    case 'prefixItems':
      if (Array.isArray(value)) draft.prefixItems = value.filter(isSchema);
      return;
    case 'items':
      // Until draft 2019-09 a list of `items` was what `prefixItems` is now.
      if (Array.isArray(value)) draft.prefixItems = value.filter(isSchema);
      else if (isSchema(value)) draft.items = value;
      return;
    case 'additionalItems':
      if (Array.isArray(schema['items']) && isSchema(value)) draft.items = value;
      return;
    case 'unevaluatedItems':
      if (isSchema(value)) draft.unevaluatedItems = value;
      return;
    case 'contains':
      if (!isSchema(value)) return;
      draft.contains = [
        {
          schema: value,
          least: readCount(schema['minContains'], 1),
          most: readCount(schema['maxContains'], Infinity),
        },
      ];
      draft.mustCheck = true;
      return;
    case 'minItems':
      draft.minItems = readCount(value, 0);
      return;
    case 'maxItems':
      draft.maxItems = readCount(value, Infinity);
      return;
    case 'uniqueItems':
      draft.uniqueItems = value === true;
      return;

    case 'properties':
      draft.properties = readSchemas(value);
      return;
    case 'patternProperties':
      draft.patternProperties = readSchemas(value);
      draft.mustCheck = true;
      return;
    case 'additionalProperties':
      if (isSchema(value)) draft.additionalProperties = value;
      return;
    case 'unevaluatedProperties':
      if (isSchema(value)) draft.unevaluatedProperties = value;
      return;
    case 'propertyNames':
      if (!isSchema(value)) return;
      draft.propertyNames = [value];
      draft.mustCheck = true;
      return;
    case 'required':
      draft.required = readNames(value);
      return;
    case 'minProperties':
      draft.minProperties = readCount(value, 0);
      return;
    case 'maxProperties':
      draft.maxProperties = readCount(value, Infinity);
      return;
    case 'dependentRequired':
    case 'dependencies':
    case 'dependentSchemas':
      if (isRecord(value)) readDependencies(draft, value);
      return;

    case '$ref':
    case '$dynamicRef':
    case '$recursiveRef':
      if (typeof value === 'string') draft.references = [...draft.references, value];
      return;
    case 'allOf':
      if (Array.isArray(value)) draft.allOf = value.filter(isSchema);
      return;
    case 'anyOf':
    case 'oneOf':
      if (!Array.isArray(value)) return;
      addChoice(draft, value.filter(isSchema), keyword === 'oneOf');
      return;
    case 'if':
      addChoice(draft, readCondition(value, schema['then'], schema['else']));
      return;
    case 'not':
      addChoice(draft, invertSchema(value));
      return;

    case 'examples':
      if (Array.isArray(value)) draft.shown = [...(value as unknown[]), ...draft.shown];
      return;
    case 'default':
      draft.shown = [...draft.shown, value];
      return;
    case 'title':
      if (typeof value === 'string') draft.title = value;
      return;
    case 'description':
      if (typeof value === 'string') draft.description = value;
      return;
    default:
  }
}

function addChoice(draft: Draft, branches: readonly JsonSchema[], isExclusive = false): void {
  draft.choices = [...draft.choices, { branches, isExclusive }];
  draft.mustCheck = true;
}

function readCount(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise;
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** The schemas in it are not looked at before they are used: there may be very many. */
function readSchemas(value: unknown): SchemaMap {
  return isRecord(value) ? (value as SchemaMap) : {};
}

function readDependencies(draft: Draft, value: Readonly<Record<string, unknown>>): void {
  draft.mustCheck = true;
  const names: [string, readonly string[]][] = [];
  const choices: Choice[] = [];
  for (const [name, demand] of Object.entries(value)) {
    if (Array.isArray(demand)) {
      names.push([name, readNames(demand)]);
    } else if (isSchema(demand)) {
      const present = { allOf: [{ required: [name] }, demand] };
      choices.push({ branches: [present, { properties: { [name]: false } }], isExclusive: false });
    }
  }
  draft.dependentRequired = Object.fromEntries([...Object.entries(draft.dependentRequired), ...names]);
  draft.choices = [...draft.choices, ...choices];
}

function readCondition(condition: unknown, then: unknown, otherwise: unknown): readonly JsonSchema[] {
  if (!isSchema(condition)) return [true];
  return [
    { allOf: [condition, isSchema(then) ? then : true] },
    { allOf: [{ not: condition }, isSchema(otherwise) ? otherwise : true] },
  ];
}
