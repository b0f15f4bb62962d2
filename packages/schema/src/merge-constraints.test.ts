import { mergeConstraints } from './merge-constraints.js';
import { readConstraints } from './read-constraints.js';

type Schema = Readonly<Record<string, unknown>>;

function merge(a: Schema, b: Schema) {
  return mergeConstraints(readConstraints(a), readConstraints(b));
}

describe('mergeConstraints', () => {
  it.each<[Schema, Schema, object]>([
    [{ type: 'string' }, {}, { types: ['string'] }],
    [{ type: ['string', 'null'] }, { type: ['null', 'number'] }, { types: ['null'] }],
    [{ type: 'number' }, { type: ['integer', 'string'] }, { types: ['integer'] }],
    [{ enum: ['a', { b: 1, c: 2 }, 3] }, { enum: [{ c: 2, b: 1 }, 3, 4] }, { values: [{ b: 1, c: 2 }, 3] }],
    [
      { minimum: 1, maximum: 9 },
      { minimum: 3, maximum: 10 },
      { minimum: 3, maximum: 9 },
    ],
    [{ exclusiveMinimum: 1 }, { exclusiveMinimum: 3 }, { exclusiveMinimum: 3 }],
    [{ multipleOf: 4 }, { multipleOf: 6 }, { multipleOf: 12 }],
    [{ multipleOf: 0.5 }, { multipleOf: 3 }, { multipleOf: 3 }],
    [
      { minLength: 1, maxLength: 5 },
      { minLength: 2, maxLength: 7 },
      { minLength: 2, maxLength: 5 },
    ],
    [{ pattern: '^a' }, { pattern: 'b$' }, { patterns: ['^a', 'b$'] }],
    [
      { minItems: 1 },
      { minItems: 2, maxItems: 3, uniqueItems: true },
      { minItems: 2, maxItems: 3, uniqueItems: true },
    ],
    [
      { items: { type: 'string' } },
      { items: { minLength: 3 } },
      { items: { allOf: [{ type: 'string' }, { minLength: 3 }] } },
    ],
    [
      { prefixItems: [{ const: 1 }] },
      { items: { type: 'number' } },
      { prefixItems: [{ allOf: [{ const: 1 }, { type: 'number' }] }], items: { type: 'number' } },
    ],
    [{ items: false }, { prefixItems: [{ const: 1 }] }, { prefixItems: [false], items: false }],
    [{ required: ['a'] }, { required: ['b', 'a'] }, { required: ['a', 'b'] }],
    [
      { properties: { a: { type: 'string' } } },
      { properties: { a: { minLength: 1 }, b: true } },
      { properties: { a: { allOf: [{ type: 'string' }, { minLength: 1 }] }, b: true } },
    ],
    [
      { properties: { a: true }, additionalProperties: false },
      { properties: { b: true } },
      { properties: { a: true, b: false }, additionalProperties: false },
    ],
    [
      { additionalProperties: { type: 'string' } },
      { properties: { b: { maxLength: 3 } } },
      { properties: { b: { allOf: [{ type: 'string' }, { maxLength: 3 }] } } },
    ],
    [
      { patternProperties: { '^a': true } },
      { patternProperties: { '^a': { type: 'string' }, '^b': true } },
      { patternProperties: { '^a': { type: 'string' }, '^b': true } },
    ],
    [
      { dependentRequired: { a: ['b'] } },
      { dependentRequired: { a: ['c'], d: ['e'] } },
      { dependentRequired: { a: ['b', 'c'], d: ['e'] } },
    ],
    [
      { description: 'first', default: 1 },
      { description: 'second', default: 2 },
      { description: 'first', shown: [1, 2] },
    ],
  ])('puts %j and %j together', (a, b, expected) => {
    expect(merge(a, b)).toMatchObject(expected);
  });

  it.each<[Schema, Schema]>([
    [{ type: 'string' }, { type: 'number' }],
    [{ enum: ['a'] }, { const: 'b' }],
  ])('notices that %j and %j exclude each other', (a, b) => {
    expect(merge(a, b)).toBeUndefined();
  });

  it('keeps names of the prototype apart from it', () => {
    const merged = merge(
      JSON.parse('{"dependentRequired":{"__proto__":["a"]},"properties":{"__proto__":true}}') as Schema,
      {
        properties: { toString: { type: 'string' } },
        dependentRequired: { valueOf: ['b'] },
      },
    );
    expect(Object.keys(merged?.properties ?? {})).toEqual(['__proto__', 'toString']);
    expect(Object.keys(merged?.dependentRequired ?? {})).toEqual(['__proto__', 'valueOf']);
  });
});
