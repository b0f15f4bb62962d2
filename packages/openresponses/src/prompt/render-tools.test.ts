import fc from 'fast-check';
import type { JsonSchema, ToolDeclaration } from '@llmsim/core';
import { countUndescribedTools, renderTools } from './render-tools.js';

const declare = (parameters: JsonSchema | undefined, description?: string): ToolDeclaration => ({
  type: 'function',
  name: 'act',
  description,
  parameters,
  strict: false,
});

/** What stands for one property's type. */
function typeOf(schema: unknown): string {
  const text = renderTools([declare({ type: 'object', properties: { value: schema }, required: ['value'] })]);
  return text.slice(text.indexOf('value: ') + 7, text.indexOf(',\n}) => any;'));
}

describe('tools as a model reads them', () => {
  it('are functions of a TypeScript namespace, with descriptions as comments', () => {
    const book = declare(
      {
        type: 'object',
        properties: {
          title: { type: 'string', description: 'How it is called' },
          copies: { type: 'integer' },
          cover: { enum: ['hard', 'soft'], description: 'What it is bound in' },
        },
        required: ['title'],
      },
      'Order a book',
    );
    expect(renderTools([book, { type: 'custom', name: 'shell', description: 'Run a command' }])).toBe(
      `namespace functions {

// Order a book
type act = (_: {
// How it is called
title: string,
copies?: number,
// What it is bound in
cover?: "hard" | "soft",
}) => any;

// Run a command
type shell = () => any;

} // namespace functions`,
    );
  });

  it.each([
    ['no parameters', undefined],
    ['an empty schema', {}],
    ['no properties', { type: 'object', properties: {} }],
    ['a schema that is only true', true],
    ['properties that are not an object', { type: 'object', properties: 7 }],
  ])('take nothing if there are %s', (_what, parameters) => {
    expect(renderTools([declare(parameters)])).toContain('type act = () => any;');
  });

  it.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'number' }, 'number'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'null' }, 'null'],
    [{ type: 'array', items: { type: 'string' } }, 'string[]'],
    [{ type: 'array' }, 'any[]'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'integer', enum: [1, 2] }, '1 | 2'],
    [{ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'number' } }] }, 'string | number[]'],
    [{ $ref: '#/$defs/thing' }, 'any'],
    [{}, 'any'],
    [true, 'any'],
    [{ anyOf: [] }, 'any'],
  ])('render %j as %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it('indent nested objects and leave out their descriptions', () => {
    const nested = {
      type: 'object',
      properties: { inner: { type: 'string', description: 'never seen' }, other: { type: 'boolean' } },
      required: ['inner'],
    };
    expect(typeOf(nested)).toBe('{\n  inner: string,\n  other?: boolean,\n}');
  });

  it.each<[string, (inner: JsonSchema) => JsonSchema]>([
    ['objects', (inner) => ({ type: 'object', properties: { a: inner } })],
    ['lists', (inner) => ({ type: 'array', items: inner })],
    ['choices', (inner) => ({ anyOf: [inner] })],
    ['lists said twice', (inner) => ({ type: ['array', 'array'], items: inner })],
  ])('end where %s are nested without end in sight', (_what, nest) => {
    let schema: JsonSchema = { type: 'string' };
    for (let depth = 0; depth < 5000; depth += 1) schema = nest(schema);
    expect(typeOf(schema).length).toBeLessThan(5000);
  });

  it('indent an object in a list as one outside', () => {
    const item = { type: 'object', properties: { a: { type: 'number' } } };
    expect(typeOf({ type: 'array', items: item })).toBe(`${typeOf(item)}[]`);
  });

  it('can be made of any schema', () => {
    const schema = fc.dictionary(
      fc.constantFrom('type', 'properties', 'items', 'anyOf', 'enum', 'required', 'description'),
      fc.jsonValue() as fc.Arbitrary<unknown>,
    );
    fc.assert(
      fc.property(schema, (parameters) => {
        expect(typeof renderTools([declare({ properties: { a: parameters } })])).toBe('string');
      }),
    );
  });
});

describe('the tools whose first property is not described', () => {
  const described = { type: 'object', properties: { a: { type: 'string', description: 'A' }, b: {} } };
  const undescribed = { type: 'object', properties: { a: { type: 'string' }, b: { description: 'B' } } };

  it.each([
    ['no tools', [], 0],
    ['a described one', [declare(described)], 0],
    ['an undescribed one', [declare(undescribed)], 1],
    ['some of each', [declare(undescribed), declare(described), declare(undescribed)], 2],
    ['one without parameters', [declare(undefined)], 0],
    ['a custom tool', [{ type: 'custom', name: 'shell' } as const], 0],
  ])('are counted for %s', (_what, tools, count) => {
    expect(countUndescribedTools(tools)).toBe(count);
  });
});
