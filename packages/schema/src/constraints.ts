import type { JsonSchema } from './json-schema.js';

/** The types of JSON Schema. A whole number is a `number` too. */
export type TypeName = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string';

/** Schemas by property name or pattern. */
export type SchemaMap = Readonly<Record<string, JsonSchema>>;

/** Schemas of which at least one must hold, or with `isExclusive` exactly one. */
export interface Choice {
  readonly branches: readonly JsonSchema[];
  readonly isExclusive: boolean;
}

/** How many items of an array must match a schema. */
export interface Containment {
  readonly schema: JsonSchema;
  readonly least: number;
  readonly most: number;
}

/**
 * What one or several schemas demand of a value together, keyword by keyword; what is not demanded is `undefined`,
 * or the bound that excludes nothing. Keywords of a wrong type are left out, as if they were not there.
 */
export interface Constraints {
  readonly types: readonly TypeName[] | undefined;
  /** `enum` and `const`. */
  readonly values: readonly unknown[] | undefined;

  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum: number;
  readonly exclusiveMaximum: number;
  readonly multipleOf: number | undefined;

  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];

  readonly prefixItems: readonly JsonSchema[];
  readonly items: JsonSchema | undefined;
  /** What holds for the items that no schema speaks of, after all schemas are put together. */
  readonly unevaluatedItems: JsonSchema | undefined;
  readonly contains: readonly Containment[];
  readonly minItems: number;
  readonly maxItems: number;
  readonly uniqueItems: boolean;

  readonly properties: SchemaMap;
  readonly patternProperties: SchemaMap;
  readonly additionalProperties: JsonSchema | undefined;
  /** What holds for the properties that no schema speaks of, after all schemas are put together. */
  readonly unevaluatedProperties: JsonSchema | undefined;
  readonly propertyNames: readonly JsonSchema[];
  readonly required: readonly string[];
  readonly minProperties: number;
  readonly maxProperties: number;
  /** Which properties a property brings along. */
  readonly dependentRequired: Readonly<Record<string, readonly string[]>>;

  /** Other schemas that must hold too: `$ref` as a name, `allOf` as schemas. */
  readonly references: readonly string[];
  /** The schemas that references led to and that are part of this already. */
  readonly targets: readonly JsonSchema[];
  readonly allOf: readonly JsonSchema[];
  /** `anyOf`, `oneOf`, and in the form of these `not`, `if` and `dependentSchemas`. */
  readonly choices: readonly Choice[];
  /** Whether a value that was built to fit may still be wrong, so that it has to be checked. */
  readonly mustCheck: boolean;

  /** Values that the author of the schema shows: `examples`, then `default`. */
  readonly shown: readonly unknown[];
  readonly description: string | undefined;
  readonly title: string | undefined;
}

/** Demands nothing. */
export const noConstraints: Constraints = {
  types: undefined,
  values: undefined,
  minimum: -Infinity,
  maximum: Infinity,
  exclusiveMinimum: -Infinity,
  exclusiveMaximum: Infinity,
  multipleOf: undefined,
  minLength: 0,
  maxLength: Infinity,
  patterns: [],
  formats: [],
  prefixItems: [],
  items: undefined,
  unevaluatedItems: undefined,
  contains: [],
  minItems: 0,
  maxItems: Infinity,
  uniqueItems: false,
  properties: {},
  patternProperties: {},
  additionalProperties: undefined,
  unevaluatedProperties: undefined,
  propertyNames: [],
  required: [],
  minProperties: 0,
  maxProperties: Infinity,
  dependentRequired: {},
  references: [],
  targets: [],
  allOf: [],
  choices: [],
  mustCheck: false,
  shown: [],
  description: undefined,
  title: undefined,
};
