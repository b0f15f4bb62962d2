import { countCharacters } from './count-characters.js';
import { fitsNumber, fitsType } from './fits-type.js';
import type { JsonSchema } from './json-schema.js';
import { areEqualValues, keyOfValue } from './key-of-value.js';
import { isRecord, isSchema } from './resolve-reference.js';
import type { Steps } from './generation-run.js';
import type { SchemaScope } from './schema-scope.js';
import { isFormat } from './string-formats.js';

/** Deeper than any value that is generated. */
const deepest = 400;

/**
 * Whether a JSON value fits a schema of the scope's document. It knows every keyword of draft 2020-12 that
 * constrains a value but `unevaluatedProperties` and `unevaluatedItems`, and the older spellings of drafts 4 to 7.
 * A schema that leads back to itself for the same value does not hold.
 * @throws SchemaError when the scope's allowance is used up or a `$ref` names nothing
 */
export function isValidValue(schema: JsonSchema, value: unknown, scope: SchemaScope): boolean {
  return createValidator(scope).isValid(schema, value);
}

/** As `isValidValue`, in steps: the properties of an object and the items of a list are checked one after another. */
export function* isValidInSteps(schema: JsonSchema, value: unknown, scope: SchemaScope): Steps<boolean> {
  if (typeof schema === 'boolean' || typeof value !== 'object' || value === null) {
    return isValidValue(schema, value, scope);
  }
  const validator = createValidator(scope);
  scope.spend(1);
  for (const keyword of Object.keys(schema)) {
    const demand = schema[keyword];
    if (keyword === 'properties' && isRecord(value) && isRecord(demand)) {
      for (const name of Object.keys(value)) {
        if (scope.isStepOver()) yield;
        if (!Object.hasOwn(demand, name)) continue;
        if (!(yield* isValidInSteps(schemaIn(demand[name]), value[name], scope))) return false;
      }
    } else if (keyword === 'items' && Array.isArray(value) && isSchema(demand)) {
      const { prefixItems } = schema;
      for (const item of value.slice(Array.isArray(prefixItems) ? prefixItems.length : 0)) {
        if (scope.isStepOver()) yield;
        if (!(yield* isValidInSteps(demand, item, scope))) return false;
      }
    } else {
      if (!validator.fitsKeyword(keyword, demand, value, schema)) return false;
      if (scope.isStepOver()) yield;
    }
  }
  return true;
}

interface Validator {
  isValid(schema: JsonSchema, value: unknown): boolean;
  fitsKeyword(
    keyword: string,
    demand: unknown,
    value: unknown,
    schema: Readonly<Record<string, unknown>>,
  ): boolean;
}

function createValidator(scope: SchemaScope): Validator {
  // References being followed, each for one value: a pair that comes up again is a circle.
  const following: [schema: JsonSchema, value: unknown][] = [];
  let depth = 0;

  function isValid(schema: JsonSchema, value: unknown): boolean {
    if (typeof schema === 'boolean') return schema;
    scope.spend(1);
    if (depth > deepest) return false;
    depth += 1;
    const valid = fitsKeywords(schema, value);
    depth -= 1;
    return valid;
  }

  function fitsKeywords(schema: Readonly<Record<string, unknown>>, value: unknown): boolean {
    for (const keyword of Object.keys(schema)) {
      if (!fitsKeyword(keyword, schema[keyword], value, schema)) return false;
    }
    return true;
  }

  function fitsKeyword(
    keyword: string,
    demand: unknown,
    value: unknown,
    schema: Readonly<Record<string, unknown>>,
  ): boolean {
    switch (keyword) {
      case 'type':
        return fitsType(demand, value);
      case 'enum':
        if (!Array.isArray(demand)) return true;
        scope.spend(demand.length >> 5);
        return demand.some((member) => areEqualValues(member, value));
      case 'const':
        return areEqualValues(demand, value);
      case '$ref':
      case '$dynamicRef':
      case '$recursiveRef':
        return typeof demand !== 'string' || followReference(demand, value);
      case 'allOf':
        return !Array.isArray(demand) || demand.every((branch) => isValid(schemaIn(branch), value));
      case 'anyOf':
        return !Array.isArray(demand) || demand.some((branch) => isValid(schemaIn(branch), value));
      case 'oneOf': {
        if (!Array.isArray(demand)) return true;
        let holding = 0;
        for (const branch of demand) if (isValid(schemaIn(branch), value)) holding += 1;
        return holding === 1;
      }
      case 'not':
        return !isSchema(demand) || !isValid(demand, value);
      case 'if':
        return (
          !isSchema(demand) || isValid(schemaIn(schema[isValid(demand, value) ? 'then' : 'else']), value)
        );
      default:
        if (typeof value === 'string') return fitsText(keyword, demand, value);
        if (typeof value === 'number') return fitsNumber(keyword, demand, value, schema);
        if (Array.isArray(value)) return fitsArray(keyword, demand, value, schema);
        if (isRecord(value)) return fitsObject(keyword, demand, value, schema);
        return true;
    }
  }

  function followReference(reference: string, value: unknown): boolean {
    const target = scope.resolve(reference);
    if (following.some(([schema, followed]) => schema === target && followed === value)) return false;
    following.push([target, value]);
    const valid = isValid(target, value);
    following.pop();
    return valid;
  }

  function fitsText(keyword: string, demand: unknown, value: string): boolean {
    switch (keyword) {
      case 'minLength':
      case 'maxLength':
        scope.spend(value.length >> 8);
        if (typeof demand !== 'number') return true;
        return keyword === 'minLength' ? countCharacters(value) >= demand : countCharacters(value) <= demand;
      case 'pattern':
        return typeof demand !== 'string' || scope.matches(demand, value);
      case 'format':
        return typeof demand !== 'string' || isFormat(demand, value);
      default:
        return true;
    }
  }

  function fitsArray(
    keyword: string,
    demand: unknown,
    value: readonly unknown[],
    schema: Readonly<Record<string, unknown>>,
  ): boolean {
    switch (keyword) {
      case 'minItems':
        return typeof demand !== 'number' || value.length >= demand;
      case 'maxItems':
        return typeof demand !== 'number' || value.length <= demand;
      case 'uniqueItems':
        return demand !== true || new Set(value.map(keyOfValue)).size === value.length;
      case 'prefixItems':
        return fitsPrefix(demand, value);
      case 'items': {
        if (Array.isArray(demand)) return fitsPrefix(demand, value);
        const { prefixItems } = schema;
        const from = Array.isArray(prefixItems) ? prefixItems.length : 0;
        return !isSchema(demand) || value.every((item, index) => index < from || isValid(demand, item));
      }
      case 'additionalItems': {
        const { items } = schema;
        if (!Array.isArray(items) || !isSchema(demand)) return true;
        return value.every((item, index) => index < items.length || isValid(demand, item));
      }
      case 'contains': {
        if (!isSchema(demand)) return true;
        const { minContains, maxContains } = schema;
        const holding = value.filter((item) => isValid(demand, item)).length;
        return (
          holding >= (typeof minContains === 'number' ? minContains : 1) &&
          (typeof maxContains !== 'number' || holding <= maxContains)
        );
      }
      default:
        return true;
    }
  }

  function fitsPrefix(demand: unknown, value: readonly unknown[]): boolean {
    return !Array.isArray(demand) || value.every((item, index) => isValid(schemaIn(demand[index]), item));
  }

  function fitsObject(
    keyword: string,
    demand: unknown,
    value: Readonly<Record<string, unknown>>,
    schema: Readonly<Record<string, unknown>>,
  ): boolean {
    switch (keyword) {
      case 'required':
        return (
          !Array.isArray(demand) ||
          demand.every((name) => typeof name !== 'string' || Object.hasOwn(value, name))
        );
      case 'minProperties':
        return typeof demand !== 'number' || Object.keys(value).length >= demand;
      case 'maxProperties':
        return typeof demand !== 'number' || Object.keys(value).length <= demand;
      case 'properties':
        return (
          !isRecord(demand) ||
          Object.keys(value).every(
            (name) => !Object.hasOwn(demand, name) || isValid(schemaIn(demand[name]), value[name]),
          )
        );
      case 'patternProperties':
        return (
          !isRecord(demand) ||
          Object.keys(demand).every((pattern) =>
            Object.keys(value).every(
              (name) => !scope.matches(pattern, name) || isValid(schemaIn(demand[pattern]), value[name]),
            ),
          )
        );
      case 'additionalProperties': {
        if (!isSchema(demand)) return true;
        const named = isRecord(schema['properties']) ? schema['properties'] : {};
        const patterns = isRecord(schema['patternProperties'])
          ? Object.keys(schema['patternProperties'])
          : [];
        return Object.keys(value).every(
          (name) =>
            Object.hasOwn(named, name) ||
            patterns.some((pattern) => scope.matches(pattern, name)) ||
            isValid(demand, value[name]),
        );
      }
      case 'propertyNames':
        return !isSchema(demand) || Object.keys(value).every((name) => isValid(demand, name));
      case 'dependentRequired':
      case 'dependentSchemas':
      case 'dependencies':
        return (
          !isRecord(demand) ||
          Object.entries(demand).every(([name, needed]) => {
            if (!Object.hasOwn(value, name)) return true;
            return Array.isArray(needed)
              ? needed.every((other) => typeof other !== 'string' || Object.hasOwn(value, other))
              : isValid(schemaIn(needed), value);
          })
        );
      default:
        return true;
    }
  }

  return { isValid, fitsKeyword };
}

function schemaIn(value: unknown): JsonSchema {
  return isSchema(value) ? value : true;
}
