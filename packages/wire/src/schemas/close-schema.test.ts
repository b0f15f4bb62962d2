import { closeSchema } from './close-schema.js';

const text = { type: 'string' };

describe('closeSchema', () => {
  it('requires every property and forbids others, at every level', () => {
    const inner = { type: 'object', properties: { b: text } };
    const closed = { ...inner, required: ['b'], additionalProperties: false };
    expect(
      closeSchema({
        type: 'object',
        properties: { a: text, list: { type: 'array', items: inner }, either: { anyOf: [inner, text] } },
        required: ['a'],
        $defs: { inner },
      }),
    ).toEqual({
      type: 'object',
      properties: { a: text, list: { type: 'array', items: closed }, either: { anyOf: [closed, text] } },
      required: ['a', 'list', 'either'],
      $defs: { inner: closed },
      additionalProperties: false,
    });
  });

  it('makes an empty schema one without properties', () => {
    expect(closeSchema({})).toEqual({
      type: 'object',
      properties: {},
      required: [],
      additionalProperties: false,
    });
  });

  it.each<[string, object]>([
    ['a dictionary', { type: 'object', properties: { m: { type: 'object', additionalProperties: text } } }],
    ['an open object', { type: 'object', properties: {}, additionalProperties: true }],
    ['a keyword that strict mode refuses', { type: 'object', properties: { a: { not: text } } }],
    ['a part without a type', { type: 'object', properties: { a: {} } }],
    ['look-ahead', { type: 'object', properties: { a: { ...text, pattern: '(?=a)' } } }],
  ])('gives up on %s', (_, schema) => {
    expect(closeSchema({ ...schema })).toBeUndefined();
  });
});
