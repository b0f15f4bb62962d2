import { noConstraints } from './constraints.js';
import { readConstraints } from './read-constraints.js';

type Schema = Readonly<Record<string, unknown>>;

describe('readConstraints', () => {
  it('demands nothing for a schema that says nothing', () => {
    expect(readConstraints({ $comment: 'goes', 'x-extra': 1 })).toEqual(noConstraints);
  });

  it.each<[Schema, object]>([
    [{ type: 'string' }, { types: ['string'] }],
    [{ type: 'string', nullable: true }, { types: ['string'] }],
    [{ const: null }, { values: [null] }],
    [
      { minimum: 3, exclusiveMinimum: true },
      { minimum: -Infinity, exclusiveMinimum: 3 },
    ],
    [
      { maximum: 3, exclusiveMaximum: true },
      { maximum: Infinity, exclusiveMaximum: 3 },
    ],
    [
      { items: [true, false], additionalItems: false },
      { prefixItems: [true, false], items: false },
    ],
    [{ contains: true, minContains: 2, maxContains: 3 }, { contains: [{ schema: true, least: 2, most: 3 }] }],
    [{ dependencies: { a: ['b'] } }, { dependentRequired: { a: ['b'] } }],
    [{ anyOf: [true, false] }, { choices: [{ branches: [true, false], isExclusive: false }] }],
    [{ oneOf: [true] }, { choices: [{ branches: [true], isExclusive: true }] }],
    [{ not: { minimum: 1 } }, { choices: [{ branches: [{ exclusiveMaximum: 1 }], isExclusive: false }] }],
    [
      { if: { minimum: 1 }, then: { maximum: 5 } },
      {
        choices: [
          {
            branches: [
              { allOf: [{ minimum: 1 }, { maximum: 5 }] },
              { allOf: [{ not: { minimum: 1 } }, true] },
            ],
            isExclusive: false,
          },
        ],
      },
    ],
    [
      { dependentSchemas: { a: { minProperties: 2 } } },
      {
        choices: [
          {
            branches: [{ allOf: [{ required: ['a'] }, { minProperties: 2 }] }, { properties: { a: false } }],
            isExclusive: false,
          },
        ],
      },
    ],
    [{ default: 1, examples: [2, 3] }, { shown: [2, 3, 1] }],
  ])('reads %j', (schema, expected) => {
    expect(readConstraints(schema)).toMatchObject(expected);
  });

  it.each<Schema>([
    { type: 5 },
    { enum: 'a' },
    { minimum: '3' },
    { minLength: -1 },
    { multipleOf: 0 },
    { pattern: 7 },
    { required: 'a' },
    { properties: [] },
    { allOf: {} },
    { contains: 'x' },
    { exclusiveMinimum: true },
    { additionalItems: false },
    { dependentRequired: [] },
  ])('leaves out what is written wrongly: %j', (schema) => {
    expect({ ...readConstraints(schema), mustCheck: false }).toEqual(noConstraints);
  });

  it.each<[Schema, boolean]>([
    [{ type: 'object', properties: { a: true }, required: ['a'] }, false],
    [{ type: 'array', items: true, minItems: 2, uniqueItems: true }, false],
    [{ type: 'string', pattern: 'a' }, true],
    [{ oneOf: [] }, true],
    [{ not: {} }, true],
    [{ contains: true }, true],
    [{ propertyNames: true }, true],
  ])('knows whether a value of %j has to be checked: %p', (schema, mustCheck) => {
    expect(readConstraints(schema).mustCheck).toBe(mustCheck);
  });
});
