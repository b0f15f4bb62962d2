import fc from 'fast-check';
import { invertSchema } from './invert-schema.js';
import type { JsonSchema } from './json-schema.js';
import { createSchemaScope } from './schema-scope.js';
import { isValidValue } from './validate-value.js';

const schemas: readonly JsonSchema[] = [
  { type: 'string' },
  { type: ['number', 'null'] },
  { type: 'number', minimum: 3, exclusiveMaximum: 5 },
  { minLength: 2, maxLength: 4 },
  { minItems: 1, maxItems: 2 },
  { minProperties: 1 },
  { required: ['a', 'b'] },
  { properties: { a: { type: 'string' }, b: { const: 1 } } },
  { properties: { kind: { const: 'x' } }, required: ['kind'] },
  { not: { type: 'string' } },
  { anyOf: [{ type: 'string' }, { minimum: 3 }] },
  { allOf: [{ type: 'string' }, { minLength: 3 }] },
  { enum: ['a', 1] },
  { pattern: '^a', title: 'Begins with a' },
];
const values = fc.oneof(
  fc.constantFrom<unknown>({}, [], '', null, 0),
  fc.jsonValue(),
  fc.integer({ min: -10, max: 10 }),
  fc.string({ maxLength: 5 }),
  fc.record(
    { a: fc.jsonValue(), b: fc.constantFrom(1, 2), kind: fc.constantFrom('x', 'y') },
    { requiredKeys: [] },
  ),
);

function isValid(schema: JsonSchema, value: unknown): boolean {
  return isValidValue(schema, value, createSchemaScope(schema));
}

describe('invertSchema', () => {
  it.each(schemas)('leaves every value that breaks %j a way out', (schema) => {
    fc.assert(
      fc.property(values, (value) => {
        const hasWayOut = invertSchema(schema).some((way) => isValid(way, value));
        expect(isValid(schema, value) || hasWayOut).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is exact for bounds', () => {
    expect(invertSchema({ minimum: 3 })).toEqual([{ exclusiveMaximum: 3 }]);
    expect(invertSchema({ maxLength: 3 })).toEqual([{ minLength: 4 }]);
  });

  it('finds no way out of what always holds', () => {
    expect(invertSchema(true)).toEqual([]);
    expect(invertSchema({})).toEqual([]);
    expect(invertSchema({ minLength: 0, description: 'any text' })).toEqual([]);
  });

  it('finds every way out of what never holds', () => {
    expect(invertSchema(false)).toEqual([true]);
  });
});
