import { checkFunctionParameters } from './function-schema.js';

const withA = (a: unknown) => ({ type: 'object', properties: { a } });

describe('the parameters of a function that is not strict', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['optional properties and others', { ...withA({ type: 'string' }), additionalProperties: true }],
    ['an object without properties, below the root', withA({ type: 'object' })],
    ['schemas without a type, and truth values', withA({ anyOf: [{}, true, { description: 'any' }] })],
    ['what Python compiles', withA({ type: 'string', pattern: '(?i)^(?<!x)(\\w)\\1(?=y)' })],
    ['references', { ...withA({ $ref: '#/$defs/b~1c' }), $defs: { 'b/c': { $ref: '#' } } }],
    ['a reference to an anchor', { ...withA({ $ref: '#b' }), $defs: { c: { $anchor: 'b' } } }],
    ['keywords that nobody knows', withA({ type: 'string', 'x-order': 1, nullable: true })],
    [
      'a property whose name is a keyword',
      { type: 'object', properties: { type: { type: 'string' }, required: {} } },
    ],
    ['values that look like schemas', withA({ enum: [{ type: 'int' }], default: { type: 1 } })],
  ])('may be %s', (_, schema) => {
    expect(checkFunctionParameters({ ...schema })).toBeUndefined();
  });

  it.each<[object, string]>([
    [
      { type: 'array', items: {} },
      'schema must be a JSON Schema of \'type: "object"\', got \'type: "array"\'.',
    ],
    [
      { type: ['object', 'null'], properties: {} },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "['object', 'null']"'.`,
    ],
    [
      withA({ $ref: '#b' }),
      "In context=('properties', 'a'), reference to component '#b' which was not found in the schema.",
    ],
    [{ properties: {} }, 'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'.'],
    [
      { ...withA({}), anyOf: [{ required: ['a'] }] },
      "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    ],
    [{ type: 'object' }, 'In context=(), object schema missing properties.'],
    [withA({ type: 'array' }), "In context=('properties', 'a'), array schema missing items."],
    [
      withA({ type: ['string', 'array'] }),
      "In context=('properties', 'a', 'type', '1'), array schema missing items.",
    ],
    [
      withA({ anyOf: [{ type: 'array', prefixItems: [{ type: 'number' }] }, { type: 'null' }] }),
      "In context=('properties', 'a', 'anyOf', '0'), array schema missing items.",
    ],
    [withA('object'), "'object' is not of type 'object', 'boolean'."],
    [withA([]), "[] is not of type 'object', 'boolean'."],
    [
      withA({ type: 'array', items: [{ type: 'string' }] }),
      "[{'type': 'string'}] is not of type 'object', 'boolean'.",
    ],
    [{ ...withA({}), required: null }, "None is not of type 'array'."],
    [{ ...withA({}), required: true }, "True is not of type 'array'."],
    [{ ...withA({}), required: ['a', 'a'] }, "['a', 'a'] has non-unique elements."],
    [withA({ type: 'int' }), "'int' is not valid under any of the given schemas."],
    [withA({ type: null }), 'None is not valid under any of the given schemas.'],
    [withA({ type: 'string', minLength: -1 }), '-1 is less than the minimum of 0.'],
    [withA({ type: 'string', pattern: '^[^\\p{Cc}]$' }), "'^[^\\\\p{Cc}]$' is not a 'regex'."],
    [withA({ type: 'string', pattern: '(?<=a*)b' }), "'(?<=a*)b' is not a 'regex'."],
    [withA({ description: null }), "None is not of type 'string'."],
    [
      withA({ $ref: '#/$defs/b' }),
      "In context=('properties', 'a'), reference to component '#/$defs/b' which was not found in the schema.",
    ],
  ])('may not be %j', (schema, message) => {
    expect(checkFunctionParameters({ ...schema })?.message).toBe(message);
  });

  it('report of several faults the one nearest to the root', () => {
    expect(checkFunctionParameters({ ...withA({ type: 'int' }), required: null })?.message).toBe(
      "None is not of type 'array'.",
    );
  });

  it('may be many or deep', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `p${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    expect(checkFunctionParameters({ type: 'object', properties, required: names })).toBeUndefined();
    let deep: unknown = {};
    for (let i = 0; i < 20_000; i += 1) deep = { type: 'array', items: deep };
    expect(checkFunctionParameters(withA(deep))).toBeUndefined();
  });

  it('may have many anchors, each of which is looked at once however many references there are', () => {
    const names = Array.from({ length: 300 }, (_, index) => `a${index}`);
    let looks = 0;
    const anchorOf = (name: string) => ({
      get $anchor() {
        looks += 1;
        return name;
      },
    });
    const check = (references: number) => {
      looks = 0;
      const properties = names.slice(-references).map((name) => [name, { $ref: `#${name}` }]);
      expect(
        checkFunctionParameters({
          type: 'object',
          properties: Object.fromEntries(properties) as object,
          $defs: Object.fromEntries(names.map((name) => [name, anchorOf(name)])),
        }),
      ).toBeUndefined();
      return looks;
    };
    expect(check(300)).toBe(check(1));
  });
});
