import type { JsonSchema } from '@llmsim/core';
import { checkStrictSchema } from './strict-schema.js';

const text = { type: 'string' };
const object = (
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

describe('checkStrictSchema', () => {
  it.each<[string, JsonSchema]>([
    ['an empty object', object({})],
    [
      'every type',
      object({
        a: text,
        b: { type: 'number' },
        c: { type: 'integer' },
        d: { type: 'boolean' },
        e: { type: 'null' },
      }),
    ],
    [
      'constraints that are supported',
      object({
        a: { type: 'string', pattern: '^a', format: 'date-time', minLength: 2, maxLength: 40 },
        b: { type: 'number', minimum: 0, exclusiveMaximum: 5, multipleOf: 0.5 },
        c: { type: 'array', items: text, minItems: 1, maxItems: 3 },
        d: { type: 'integer', default: 10 },
      }),
    ],
    [
      'enum, const and anyOf',
      object({
        a: { type: 'string', enum: ['x'] },
        b: { type: 'string', const: 'y' },
        c: { anyOf: [text, { type: 'null' }] },
      }),
    ],
    [
      'lists of types',
      object({ a: { type: ['string', 'null'] }, b: object({ c: text }, { type: ['object', 'null'] }) }),
    ],
    [
      'references and recursion',
      {
        ...(object({
          next: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
          item: { $ref: '#/$defs/item' },
        }) as object),
        $defs: { item: object({ a: text }) },
      },
    ],
    [
      'what only remarks',
      object(
        { a: { type: 'string', title: 'A', description: 'An a', examples: ['x'] } },
        { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'T' },
      ),
    ],
  ])('accepts %s', (_, schema) => {
    expect(checkStrictSchema(schema)).toBeUndefined();
  });

  // The messages are quoted in public reports of refused requests.
  it.each<[JsonSchema, string]>([
    [
      { type: 'object', properties: { a: text }, required: ['a'] },
      "In context=(), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      object({ a: text }, { additionalProperties: true }),
      "In context=(), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      object({ etymology: { type: 'object', properties: {} } }),
      "In context=('properties', 'etymology'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      object({ u: { anyOf: [{ type: 'object', properties: {} }, text] } }),
      "In context=('properties', 'u', 'anyOf', '0'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      object({ ask: { type: ['object', 'null'], properties: {} } }),
      "In context=('properties', 'ask', 'type', '0'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      object({ a: text, params: text }, { required: ['a'] }),
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'params'.",
    ],
    [
      object({ a: text }, { required: undefined }),
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
    ],
    [
      object({ a: { type: 'array', items: object({ b: text }, { required: [] }) } }),
      "In context=('properties', 'a', 'items'), 'required' is required to be supplied and to be an array including every key in properties. Missing 'b'.",
    ],
    [
      object({}, { required: ['demographics'] }),
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Extra required key 'demographics' supplied.",
    ],
    [
      object({ counts: { type: 'object', additionalProperties: { type: 'integer' } } }),
      "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Extra required key 'counts' supplied.",
    ],
    [
      object({ job: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: {} } } }),
      "In context=('properties', 'job', 'items', 'additionalProperties'), schema must have a 'type' key.",
    ],
    [object({ ok: {} }), "In context=('properties', 'ok'), schema must have a 'type' key."],
    [object({ ok: { const: true } }), "In context=('properties', 'ok'), schema must have a 'type' key."],
    [
      object({ event: { anyOf: [{ description: 'anything' }] } }),
      "In context=('properties', 'event', 'anyOf', '0'), schema must have a 'type' key.",
    ],
    [object({ data: { oneOf: [text] } }), "In context=('properties', 'data'), 'oneOf' is not permitted."],
    [object({ data: { allOf: [text] } }), "In context=('properties', 'data'), 'allOf' is not permitted."],
    [
      object({ kind: { $ref: '#/$defs/kind', default: 'a' } }, { $defs: { kind: text } }),
      "context=('properties', 'kind'), $ref cannot have keywords {'default'}.",
    ],
    [
      object({ list: { type: 'array', items: { $ref: '#/$defs/gone' } } }),
      "In context=('properties', 'list', 'items'), reference to component '#/$defs/gone' which was not found in the schema.",
    ],
    [
      object({ raw: { type: 'string', contentEncoding: 'base64' } }),
      "In context=('properties', 'raw'), 'contentEncoding' is not permitted.",
    ],
    [
      object({ email: { type: 'string', pattern: '^(?!\\.)[^@]+@' } }),
      'Invalid JSON schema: regex lookaround is not supported. Found at $.properties.email.pattern.',
    ],
    [
      object({ u: { anyOf: [text, { type: 'array', items: { type: 'string', pattern: '(?<=a)b' } }] } }),
      'Invalid JSON schema: regex lookaround is not supported. Found at $.properties.u.anyOf[1].items.pattern.',
    ],
    [
      object({ a: { type: 'string', pattern: '[\\1](a)\\1' } }),
      'Invalid JSON schema: regex backreferences are not supported. Found at $.properties.a.pattern.',
    ],
    [object({ a: { type: 'string', pattern: '\\p{L}' } }), "'\\\\p{L}' is not a 'regex'."],
    [object({ a: { type: 'string', title: null } }), "None is not of type 'string'."],
    [
      object({ tags: { type: 'array', items: text, uniqueItems: true } }),
      "In context=('properties', 'tags'), 'uniqueItems' is not permitted.",
    ],
    [
      object({ meta: { type: 'object', propertyNames: text, additionalProperties: text } }, { required: [] }),
      "In context=('properties', 'meta'), 'propertyNames' is not permitted.",
    ],
    [
      object({ url: { type: 'string', format: 'uri' } }),
      "In context=('properties', 'url'), 'uri' is not a valid format.",
    ],
    [
      object({ url: { type: ['string', 'null'], format: 'uri' } }),
      "In context=('properties', 'url', 'type', '0'), 'uri' is not a valid format.",
    ],
    [object({ paths: { type: 'array' } }), "In context=('properties', 'paths'), array schema missing items."],
    [
      object({ either: { type: ['string', 'array'] } }),
      "In context=('properties', 'either', 'type', '1'), array schema missing items.",
    ],
    [{ type: 'object', additionalProperties: false }, 'In context=(), object schema missing properties.'],
    [
      object({ kind: { $ref: '#/$defs/kind', description: 'Which' } }, { $defs: { kind: text } }),
      "context=('properties', 'kind'), $ref cannot have keywords {'description'}.",
    ],
    [
      object(
        { kind: { $ref: '#/$defs/kind', title: 'Kind', description: 'Which' } },
        { $defs: { kind: text } },
      ),
      "context=('properties', 'kind'), $ref cannot have keywords {'description', 'title'}.",
    ],
    [
      object({
        x: { type: 'array', items: text },
        y: { type: 'array', items: { $ref: '#/properties/x/items' } },
      }),
      "In context=('properties', 'y', 'items'), reference can only point to definitions defined at the top level of the schema.",
    ],
    [
      object({}, { $defs: { item: { type: 'object', properties: {} } } }),
      "In context=('$defs', 'item'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [object({ "it's": {} }), "In context=('properties', \"it's\"), schema must have a 'type' key."],
    [
      { type: 'array', items: text },
      'schema must be a JSON Schema of \'type: "object"\', got \'type: "array"\'.',
    ],
    [{ anyOf: [object({})] }, 'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'.'],
    [true, 'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'.'],
    [
      object({}, { anyOf: [object({})] }),
      "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    ],
  ])('refuses %j', (schema, message) => {
    expect(checkStrictSchema(JSON.parse(JSON.stringify(schema)) as JsonSchema)?.message).toBe(message);
  });

  it('says where the problem is', () => {
    expect(checkStrictSchema(object({ a: { type: 'array', items: { anyOf: [text, {}] } } }))?.path).toEqual([
      'properties',
      'a',
      'items',
      'anyOf',
      '1',
    ]);
    expect(checkStrictSchema({ type: 'string' })?.path).toEqual([]);
  });

  it('names refused keywords first, and else what comes first in the schema', () => {
    expect(checkStrictSchema(object({ a: {}, b: { oneOf: [text] } }))?.path).toEqual(['properties', 'b']);
    expect(checkStrictSchema(object({ a: text, b: {}, c: {} }))?.path).toEqual(['properties', 'b']);
  });

  it('ends for a schema nested without measure', () => {
    let schema: JsonSchema = text;
    for (let i = 0; i < 20_000; i += 1) schema = object({ a: schema });
    expect(checkStrictSchema(schema)?.message).toMatch(/^\d+ levels of nesting exceeds limit of 10\.$/);
  });
});
