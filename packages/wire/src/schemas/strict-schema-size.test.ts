import type { JsonSchema } from '@llmsim/core';
import { checkStrictSchemaSize } from './strict-schema-size.js';

const text = { type: 'string' };
const object = (properties: Readonly<Record<string, unknown>>): JsonSchema => ({
  type: 'object',
  properties,
});
const numbered = (count: number, prefix = 'n') => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const withProperties = (count: number) =>
  object(Object.fromEntries(numbered(count).map((name) => [name, text])));
const withEnums = (...sizes: readonly number[]) =>
  object(Object.fromEntries(sizes.map((size, i) => [`e${i}`, { type: 'string', enum: numbered(size) }])));

function nest(levels: number, wrap: (inner: JsonSchema) => JsonSchema): JsonSchema {
  let schema: JsonSchema = text;
  for (let i = 0; i < levels; i += 1) schema = wrap(schema);
  return schema;
}

describe('checkStrictSchemaSize', () => {
  it.each<[string, JsonSchema, string | undefined]>([
    ['10 levels of objects', nest(10, (a) => object({ a })), undefined],
    ['11 levels of objects', nest(11, (a) => object({ a })), '11 levels of nesting exceeds limit of 10.'],
    [
      '12 levels of lists in objects',
      nest(6, (items) => object({ a: { type: 'array', items } })),
      '12 levels of nesting exceeds limit of 10.',
    ],
    [
      'branches, which are no level',
      nest(10, (a) => object({ a: { anyOf: [a, { type: 'null' }] } })),
      undefined,
    ],
    ['5,000 properties', withProperties(5_000), undefined],
    ['6,000 properties', withProperties(6_000), '6000 parameters exceeds limit of 5000.'],
    ['1,000 members of enums', withEnums(400, 600), undefined],
    ['1,001 members of enums', withEnums(400, 601), '1001 enum values exceeds limit of 1000.'],
    [
      'names that are too long together',
      object({ ['x'.repeat(120_001)]: text }),
      '120001 characters of names and values exceeds limit of 120000.',
    ],
    ['a long enum of short words', object({ e: { type: 'string', enum: numbered(251) } }), undefined],
    [
      'a long enum of long words',
      object({ e: { type: 'string', enum: numbered(251, 'x'.repeat(60)) } }),
      '15703 characters in an enum of 251 values exceeds limit of 15000.',
    ],
    [
      'a short enum of long words',
      object({ e: { type: 'string', enum: numbered(250, 'x'.repeat(100)) } }),
      undefined,
    ],
  ])('judges %s', (_, schema, message) => {
    expect(checkStrictSchemaSize(schema)?.message).toBe(message);
  });

  it('counts definitions, once', () => {
    const schema = { ...(withProperties(4_000) as object), $defs: { more: withProperties(1_001) } };
    expect(checkStrictSchemaSize(schema)?.message).toBe('5001 parameters exceeds limit of 5000.');
  });
});
