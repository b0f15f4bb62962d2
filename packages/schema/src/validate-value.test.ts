import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { JsonSchema } from './json-schema.js';
import { createSchemaScope } from './schema-scope.js';
import { isValidValue } from './validate-value.js';

function isValid(schema: JsonSchema, value: unknown): boolean {
  return isValidValue(schema, value, createSchemaScope(schema));
}

/** What ajv says. It compiles some schemas, with `true` and `false` in an `anyOf`, to code that does not run. */
function compileWithAjv(schema: JsonSchema): (value: unknown) => boolean | 'crashed' {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema)) as JsonSchema);
  return (value) => {
    try {
      return validate(value);
    } catch (error) {
      if (error instanceof Error && error.name === 'ReferenceError') return 'crashed';
      throw error;
    }
  };
}

const names = fc.constantFrom('a', 'b', 'c', 'xy');
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      1,
      2,
      -1,
      1.5,
      3,
      10,
      '',
      'a',
      'ab',
      'abc',
      'xyz',
      '2026-01-31',
      'äöü',
      '😀',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const counts = fc.nat({ max: 3 });
const numbers = fc.constantFrom(-1, 0, 1, 1.5, 2, 3);
const types = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string');

/** Any combination of keywords, most of which have nothing to do with each other. */
const schemas = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const schema = tie('schema');
  const several = fc.array(schema, { minLength: 1, maxLength: 3 });
  const keywords: Record<string, fc.Arbitrary<unknown>> = {
    type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })),
    enum: fc.array(values, { minLength: 1, maxLength: 3 }),
    const: values,
    minimum: numbers,
    maximum: numbers,
    exclusiveMinimum: numbers,
    exclusiveMaximum: numbers,
    multipleOf: fc.constantFrom(0.5, 1, 2, 0.1),
    minLength: counts,
    maxLength: counts,
    pattern: fc.constantFrom('^a', 'b$', '^[a-c]*$', '\\d', '.'),
    format: fc.constantFrom('date', 'ipv4'),
    minItems: counts,
    maxItems: counts,
    uniqueItems: fc.boolean(),
    items: schema,
    prefixItems: several,
    contains: schema,
    minProperties: counts,
    maxProperties: counts,
    required: fc.uniqueArray(names, { maxLength: 2 }),
    properties: fc.dictionary(names, schema, { maxKeys: 3 }),
    patternProperties: fc.dictionary(fc.constantFrom('^a', '^[bc]$', 'y'), schema, { maxKeys: 2 }),
    additionalProperties: schema,
    propertyNames: schema,
    dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2 }),
    dependentSchemas: fc.dictionary(names, schema, { maxKeys: 2 }),
    allOf: several,
    anyOf: several,
    oneOf: several,
    not: schema,
    if: schema,
    then: schema,
    else: schema,
  };
  const keyword = fc
    .constantFrom(...Object.keys(keywords))
    .chain((name) => (keywords[name] as fc.Arbitrary<unknown>).map((demand) => [name, demand] as const));
  return {
    schema: fc.oneof(
      { depthSize: 'small' },
      fc.boolean(),
      types.map((type): JsonSchema => ({ type })),
      fc.array(keyword, { maxLength: 4 }).map((entries): JsonSchema => {
        const { prefixItems, ...others } = Object.fromEntries(entries);
        // ajv 8.20 lets an empty list pass a "contains" that stands beside "prefixItems".
        return prefixItems === undefined || 'contains' in others ? others : { prefixItems, ...others };
      }),
    ),
  };
}).schema;

describe('isValidValue', () => {
  it('agrees with ajv about any value and any schema', () => {
    fc.assert(
      fc.property(schemas, fc.array(values, { minLength: 5, maxLength: 5 }), (schema, candidates) => {
        const askAjv = compileWithAjv(schema);
        for (const candidate of candidates) {
          const value: unknown = JSON.parse(JSON.stringify(candidate));
          const expected = askAjv(value);
          if (expected === 'crashed') continue;
          expect({ schema, value, isValid: isValid(schema, value) }).toEqual({
            schema,
            value,
            isValid: expected,
          });
        }
      }),
      // Always the same schemas: ajv has more defects than the two that are known here, and they come up by chance.
      { numRuns: Number(process.env['SCHEMA_RUNS'] ?? 1_000), seed: 20_261_123 },
    );
  });

  it.each<[string, JsonSchema, unknown, boolean]>([
    ['exclusiveMinimum of draft 4', { minimum: 3, exclusiveMinimum: true }, 3, false],
    ['exclusiveMaximum of draft 4', { maximum: 3, exclusiveMaximum: true }, 3, false],
    ['a list of items of draft 7', { items: [{ type: 'string' }], additionalItems: false }, ['a'], true],
    ['additionalItems of draft 7', { items: [{ type: 'string' }], additionalItems: false }, ['a', 1], false],
    ['dependencies of draft 7, names', { dependencies: { a: ['b'] } }, { a: 1 }, false],
    ['dependencies of draft 7, schema', { dependencies: { a: { required: ['b'] } } }, { a: 1, b: 2 }, true],
    ['nullable of OpenAPI 3.0, which is no keyword', { type: 'string', nullable: true }, null, false],
    ['minContains', { contains: { type: 'string' }, minContains: 2 }, ['a', 1], false],
    ['maxContains', { contains: { type: 'string' }, maxContains: 1 }, ['a', 'b'], false],
    ['minContains 0', { contains: { type: 'string' }, minContains: 0 }, [], true],
    ['a type that does not exist', { type: 'float' }, 1, false],
    ['length in characters, not in units', { maxLength: 1 }, '😀', true],
    ['the order of keys', { const: { a: 1, b: 2 } }, { b: 2, a: 1 }, true],
    ['an inherited name', { required: ['toString'] }, {}, false],
  ])('knows %s', (_, schema, value, expected) => {
    expect(isValid(schema, value)).toBe(expected);
  });

  it('follows references, also in a circle through the value', () => {
    const list = { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false };
    expect(isValid(list, { next: { next: {} } })).toBe(true);
    expect(isValid(list, { next: { next: { other: 1 } } })).toBe(false);
  });

  it.each<[string, JsonSchema]>([
    ['itself', { $ref: '#' }],
    [
      'one that leads back',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    ],
  ])('lets nothing hold for a reference to %s', (_, schema) => {
    expect(isValid(schema, 1)).toBe(false);
  });

  it('gives up on more work than the scope allows', () => {
    const schema = { items: { items: { type: 'integer' } } };
    const value = Array.from({ length: 400 }, () => Array.from({ length: 400 }, () => 1));
    expect(() => isValid(schema, value)).toThrow(expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error);
  });
});
