import { Ajv2020 } from 'ajv/dist/2020.js';
import * as ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { createSeededRandom, deriveSeed } from '../random/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

type SchemaObject = Record<string, unknown>;

const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
// eslint-disable-next-line
(ajvFormats.default as any)(ajv);

/** Whether ajv, which shares no line with us, accepts the value. */
function accepts(schema: JsonSchema, value: unknown): boolean {
  const check = new Ajv2020({ strict: false, logger: false, validateSchema: false });
  // eslint-disable-next-line
  (ajvFormats.default as any)(check);
  return check.validate(schema, value);
}

function generate(schema: JsonSchema, seed = 1, text?: string): unknown {
  return generateValue(schema, createSeededRandom(deriveSeed(seed)), { text });
}

const smallJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -1000, max: 1000 }),
    fc.integer({ min: -1000, max: 1000 }).map((n) => n / 4),
    fc.stringMatching(/^[a-zA-Z0-9 _-]{0,12}$/),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-zA-Z][a-zA-Z_]{0,7}$/), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A schema that the value satisfies, so that it surely has a value. */
function schemaAround(value: unknown): fc.Arbitrary<SchemaObject> {
  return plainSchemaAround(value).chain((plain) => wrap(plain, value));
}

function wrap(plain: SchemaObject, value: unknown): fc.Arbitrary<SchemaObject> {
  const other = fc.constantFrom<SchemaObject>(
    { type: 'null' },
    { type: 'string', minLength: 3 },
    { type: 'integer', minimum: 5 },
    { type: 'object', required: ['kind'], properties: { kind: { const: 'x' } } },
    { type: 'array', items: { type: 'boolean' }, minItems: 1 },
    { enum: ['a', 1, null] },
    {},
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(plain) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(other, fc.boolean())
        .map(([o, first]) => ({ anyOf: first ? [plain, o] : [o, plain] })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(other, fc.boolean())
        .filter(([o]) => !ajv.validate(o, value))
        .map(([o, first]) => ({ oneOf: first ? [plain, o] : [o, plain] })),
    },
    { weight: 1, arbitrary: plainSchemaAround(value).map((second) => ({ allOf: [plain, second] })) },
    {
      weight: 1,
      arbitrary: fc.constant({ definition: plain }),
    },
    {
      weight: 1,
      arbitrary: other.filter((o) => !ajv.validate(o, value)).map((o) => ({ ...plain, not: o })),
    },
    {
      weight: 1,
      arbitrary: other.map((o) =>
        ajv.validate(o, value)
          ? { if: o, then: plain, else: false }
          : { if: o, then: { type: 'null' }, else: plain },
      ),
    },
  );
}

function plainSchemaAround(value: unknown): fc.Arbitrary<SchemaObject> {
  if (value === null)
    return fc.constantFrom<SchemaObject>({ type: 'null' }, { type: ['string', 'null'] }, { const: null });
  if (typeof value === 'boolean')
    return fc.constantFrom<SchemaObject>({ type: 'boolean' }, { const: value }, { enum: [value, 'no'] });
  if (typeof value === 'number') return numberSchemaAround(value);
  if (typeof value === 'string') return stringSchemaAround(value);
  if (Array.isArray(value)) return arraySchemaAround(value);
  return objectSchemaAround(value as Record<string, unknown>);
}

function numberSchemaAround(value: number): fc.Arbitrary<SchemaObject> {
  const slack = fc.integer({ min: 0, max: 50 });
  return fc
    .tuple(fc.constantFrom('number', 'integer'), slack, slack, fc.integer({ min: 0, max: 31 }))
    .map(([type, below, above, bits]) => {
      const schema: SchemaObject = { type: Number.isInteger(value) ? type : 'number' };
      if (bits & 1) schema['minimum'] = value - below;
      if (bits & 2) schema['maximum'] = value + above;
      if (bits & 4) schema['exclusiveMinimum'] = value - below - 0.5;
      if (bits & 8) schema['exclusiveMaximum'] = value + above + 0.5;
      if (bits & 16) schema['multipleOf'] = Number.isInteger(value) ? 1 : 0.25;
      return schema;
    });
}

function stringSchemaAround(value: string): fc.Arbitrary<SchemaObject> {
  const classes = value.replace(/[a-z]+|[A-Z]+|\d+|[ _-]+/g, (run) => {
    const set = /[a-z]/.test(run) ? '[a-z]' : /[A-Z]/.test(run) ? '[A-Z]' : /\d/.test(run) ? '\\d' : '[ _-]';
    return run.length === 1 ? set : `${set}{${run.length},}`;
  });
  return fc
    .tuple(fc.nat({ max: 3 }), fc.nat({ max: 20 }), fc.integer({ min: 0, max: 31 }))
    .map(([less, more, bits]) => {
      const schema: SchemaObject = { type: 'string' };
      if (bits & 1) schema['minLength'] = Math.max(0, value.length - less);
      if (bits & 2) schema['maxLength'] = value.length + more;
      if (bits & 4) schema['pattern'] = `^${classes}$`;
      if ((bits & 24) === 24) schema['enum'] = [value, 'zzz', 7];
      return schema;
    });
}

function arraySchemaAround(value: readonly unknown[]): fc.Arbitrary<SchemaObject> {
  return fc
    .tuple(
      fc.tuple(...value.map((item) => schemaAround(item))),
      fc.integer({ min: 0, max: 63 }),
      fc.nat({ max: 2 }),
    )
    .map(([items, bits, slack]) => {
      const schema: SchemaObject = { type: 'array' };
      if (bits & 1) schema['prefixItems'] = items;
      else if (items.length > 0) schema['items'] = items.length === 1 ? items[0] : { anyOf: items };
      if (bits & 2) schema['minItems'] = Math.max(0, value.length - slack);
      if (bits & 4) schema['maxItems'] = value.length + slack;
      if (bits & 8 && items.length > 0) schema['contains'] = items[items.length - 1];
      if (bits & 16 && new Set(value.map((item) => JSON.stringify(item))).size === value.length)
        schema['uniqueItems'] = true;
      if (bits & 32 && bits & 1) schema['items'] = false;
      return schema;
    });
}

function objectSchemaAround(value: Record<string, unknown>): fc.Arbitrary<SchemaObject> {
  const names = Object.keys(value);
  return fc
    .tuple(
      fc.tuple(...names.map((name) => schemaAround(value[name]))),
      fc.integer({ min: 0, max: 511 }),
      fc.nat({ max: 15 }),
    )
    .map(([schemas, bits, requiredBits]) => {
      const schema: SchemaObject = { type: 'object' };
      const entries = names.map((name, index) => [name, schemas[index]] as const);
      if (bits & 1)
        schema['properties'] = Object.fromEntries([...entries, ['zOptional', { type: 'integer' }]]);
      else if (entries.length > 0) schema['patternProperties'] = { '^[a-zA-Z]': { anyOf: schemas } };
      schema['required'] = names.filter((_, index) => (requiredBits >> index) & 1);
      if (bits & 2)
        schema['additionalProperties'] = bits & 1 || entries.length > 0 ? false : { type: 'string' };
      if (bits & 4) schema['minProperties'] = Math.max(0, names.length - 1);
      if (bits & 8) schema['maxProperties'] = names.length;
      if (bits & 16) schema['propertyNames'] = { pattern: '^[a-zA-Z_]{1,12}$' };
      if (bits & 32 && names.length > 1) schema['dependentRequired'] = { [names[0]!]: [names[1]!] };
      if (bits & 64 && names.length > 1)
        schema['dependentSchemas'] = { [names[1]!]: { required: [names[0]!] } };
      if ((bits & 384) === 384 && names.length > 0)
        schema['anyOf'] = [{ required: [names[0]!] }, { required: ['absent'] }];
      return schema;
    });
}

/** Moves what is marked as a definition to the root, and leaves a reference. */
function hoistDefinitions(schema: SchemaObject): SchemaObject {
  const definitions: SchemaObject = {};
  const hoisted: unknown = JSON.parse(JSON.stringify(schema), (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || !('definition' in inner)) return inner;
    const name = `d${Object.keys(definitions).length}`;
    definitions[name] = inner.definition;
    return { $ref: `#/$defs/${name}` };
  });
  return { ...(hoisted as SchemaObject), $defs: definitions };
}

const satisfiable = smallJson
  .chain((value) => schemaAround(value))
  .map((schema) => JSON.stringify(hoistDefinitions(schema)));

const runs = Number(process.env['SCHEMA_RUNS'] ?? 600);

describe('generateValue', () => {
  it('gives every schema that has a value one that ajv accepts', () => {
    let refused = 0;
    const msgs: Record<string, string> = {};
    let wrong = 0;
    let slow = 0;
    fc.assert(
      fc.property(satisfiable, fc.nat(), (text, seed) => {
        const schema = JSON.parse(text) as SchemaObject;
        const t = performance.now();
        let value;
        try {
          value = generate(schema, seed);
        } catch (error) {
          refused += 1;
          msgs[(error as Error).message] =
            text.length < (msgs[(error as Error).message]?.length ?? 1e9)
              ? text + seed
              : msgs[(error as Error).message]!;
          return;
        }
        slow = Math.max(slow, performance.now() - t);
        if (!accepts(schema, value)) {
          wrong += 1;
          msgs['WRONG ' + JSON.stringify(value)] = text;
        }
      }),
      { numRuns: runs },
    );
    console.log(
      runs,
      'refused',
      refused,
      'wrong',
      wrong,
      'slowest',
      slow,
      JSON.stringify(msgs, null, 1).slice(0, 12000),
    );
  });
});
