import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue, generateValueInSteps } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

type SchemaObject = Record<string, unknown>;

/** Another implementation, which shares no line with ours. It keeps every schema that it compiles. */
function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
  addFormats.default(ajv);
  return ajv;
}

const ajv = createAjv();

function generate(schema: JsonSchema, seed = 1, text?: string): unknown {
  return generateValue(schema, seededRandom(seed), { text });
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

/** How many schemas are tried. More are worth a try after a change: `SCHEMA_RUNS=50000`. */
const runs = Number(process.env['SCHEMA_RUNS'] ?? 1_000);

describe('generateValue', () => {
  it('gives every schema that has a value one that ajv accepts', () => {
    fc.assert(
      fc.property(satisfiable, fc.nat(), (text, seed) => {
        const schema = JSON.parse(text) as SchemaObject;
        const value = generate(schema, seed);
        expect({ value, accepted: createAjv().validate(schema, value) }).toEqual({ value, accepted: true });
      }),
      // The schemas are always the same ones: a search that gives up now and then would make the test a lottery.
      { numRuns: runs, seed: 20_261_123 },
    );
  });

  it('gives the same value for the same schema and random numbers', () => {
    fc.assert(
      fc.property(satisfiable, fc.nat(), (text, seed) => {
        const schema = JSON.parse(text) as SchemaObject;
        expect(generate(schema, seed)).toEqual(generate(JSON.parse(text) as SchemaObject, seed));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('gives different values for different random numbers', () => {
    const schema = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
    const values = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(generate(schema, seed))));
    expect(values.size).toBe(20);
  });

  it('writes properties in the order of the schema', () => {
    const properties = { zebra: { type: 'string' }, apple: { type: 'string' }, mango: { type: 'string' } };
    const schema = { type: 'object', properties, required: ['apple', 'mango', 'zebra'] };
    expect(Object.keys(generate(schema) as object)).toEqual(['zebra', 'apple', 'mango']);
  });

  it('fills most of the optional properties, not always all', () => {
    const names = Array.from({ length: 10 }, (_, i) => `p${i}`);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'boolean' }])),
    };
    const counts = Array.from(
      { length: 50 },
      (_, seed) => Object.keys(generate(schema, seed) as object).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(7);
    expect(mean).toBeLessThan(9);
  });

  it('is null now and then where null is allowed, and mostly is not', () => {
    for (const schema of [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }]) {
      const values = Array.from({ length: 400 }, (_, seed) => generate(schema, seed));
      const nulls = values.filter((value) => value === null).length;
      expect(nulls).toBeGreaterThan(20);
      expect(nulls).toBeLessThan(100);
    }
  });

  describe('recursion', () => {
    const tree = {
      type: 'object',
      properties: { value: { type: 'integer' }, children: { type: 'array', items: { $ref: '#' } } },
      required: ['value', 'children'],
      additionalProperties: false,
    };
    const list = {
      type: 'object',
      properties: { item: { type: 'string' }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      required: ['item', 'next'],
      additionalProperties: false,
    };
    const expression = {
      $ref: '#/$defs/expression',
      $defs: {
        expression: { anyOf: [{ $ref: '#/$defs/sum' }, { $ref: '#/$defs/literal' }] },
        literal: {
          type: 'object',
          properties: { is: { const: 'literal' }, number: { type: 'number' } },
          required: ['is', 'number'],
        },
        sum: {
          type: 'object',
          properties: {
            is: { const: 'sum' },
            left: { $ref: '#/$defs/expression' },
            right: { $ref: '#/$defs/expression' },
          },
          required: ['is', 'left', 'right'],
        },
      },
    };
    const menu = {
      $id: 'menu',
      type: 'object',
      properties: {
        label: { type: 'string' },
        items: { type: 'array', minItems: 1, items: { anyOf: [{ $ref: 'menu' }, { type: 'string' }] } },
      },
      required: ['label', 'items'],
    };

    it.each([
      ['a tree of lists', tree],
      ['a linked list', list],
      ['an expression of references only', expression],
      ['a list that must not be empty', menu],
    ])('ends soon in %s', (_, schema) => {
      for (let seed = 0; seed < 50; seed += 1) {
        const value = generate(schema, seed);
        expect(createAjv().validate(schema, value)).toBe(true);
        expect(JSON.stringify(value).length).toBeLessThan(4_000);
      }
    });

    it('goes on for a round before it ends', () => {
      expect(
        Array.from({ length: 30 }, (_, seed) => JSON.stringify(generate(list, seed))).some((text) =>
          /next.*next/.test(text),
        ),
      ).toBe(true);
    });
  });

  it('leaves out a pattern with a reference to a group, and says so', () => {
    const ignored: string[] = [];
    const schema = {
      type: 'array',
      minItems: 2,
      maxItems: 2,
      items: { type: 'string', pattern: '^(a)\\1$', maxLength: 5 },
    };
    const value = generateValue(schema, seededRandom(1), { onIgnored: (what) => ignored.push(what) });
    expect(value).toEqual([expect.stringMatching(/^.{1,5}$/), expect.stringMatching(/^.{1,5}$/)]);
    expect(ignored).toEqual([expect.stringMatching(/The pattern .* is not followed/)]);
  });

  describe('what it cannot do', () => {
    it.each<[string, JsonSchema, RegExp]>([
      ['false', false, /No value fits the schema: what is demanded contradicts itself/],
      ['a property of false', { type: 'object', properties: { a: false }, required: ['a'] }, /at "\/a"/],
      [
        'a nested contradiction',
        {
          type: 'object',
          properties: {
            a: { type: 'array', minItems: 1, items: { type: 'string', minLength: 5, maxLength: 3 } },
          },
          required: ['a'],
        },
        /at "\/a\/0" minLength 5 is above maxLength 3/,
      ],
      [
        'bounds that cross',
        { type: 'integer', minimum: 5, maximum: 4 },
        /no whole number is within the bounds/,
      ],
      [
        'types that exclude each other',
        { allOf: [{ type: 'string' }, { type: 'number' }] },
        /contradicts itself/,
      ],
      ['an enum that does not fit', { enum: ['a', 'b'], minLength: 2 }, /no member of "enum" fits/],
      [
        'too few different items',
        { type: 'array', items: { type: 'boolean' }, minItems: 3, uniqueItems: true },
        /not enough different items/,
      ],
      [
        'a required name that is not allowed',
        { type: 'object', properties: {}, required: ['a'], additionalProperties: false },
        /at "\/a"/,
      ],
      ['not anything', { not: {} }, /./],
      ['a type that does not exist', { type: 'float' }, /there is no type "float"/],
      [
        'a reference to nothing',
        { $ref: '#/$defs/missing' },
        /"\$ref" names "#\/\$defs\/missing", which is not in the schema/,
      ],
      [
        'a reference to another document',
        { $ref: 'https://example.com/schema.json' },
        /which is not in the schema/,
      ],
      ['a schema that is only itself', { $ref: '#' }, /No value/],
      [
        'an object without end',
        { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] },
        /levels/,
      ],
    ])('says so for %s', (_, schema, message) => {
      const attempt = () => generate(schema);
      expect(attempt).toThrow(message);
      expect(attempt).toThrow(expect.objectContaining({ code: 'LLMSIM_SCHEMA' }) as Error);
    });
  });

  describe('hostile schemas', () => {
    const nested = (levels: number, wrapInner: (inner: JsonSchema) => JsonSchema) => {
      let schema: JsonSchema = { type: 'string' };
      for (let i = 0; i < levels; i += 1) schema = wrapInner(schema);
      return schema;
    };
    const laughs = (level: (next: JsonSchema) => JsonSchema) => ({
      $ref: '#/$defs/l0',
      $defs: Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [
          `l${i}`,
          i === 29 ? { type: 'string' } : level({ $ref: `#/$defs/l${i + 1}` }),
        ]),
      ),
    });
    const many = (count: number) => Array.from({ length: count }, (_, i) => `name${i}`);

    // Each of these would take minutes, or all the memory, if it were taken at its word.
    it.each<[string, JsonSchema]>([
      ['lists of lists of lists', laughs((next) => ({ type: 'array', items: next, minItems: 10 }))],
      [
        'pairs of pairs of pairs',
        laughs((next) => ({ type: 'object', properties: { a: next, b: next }, required: ['a', 'b'] })),
      ],
      ['choices of choices', laughs((next) => ({ oneOf: [next, next] }))],
      ['everything twice', laughs((next) => ({ allOf: [next, next] }))],
      ['objects in objects', nested(5_000, (a) => ({ type: 'object', properties: { a }, required: ['a'] }))],
      ['allOf in allOf', nested(5_000, (inner) => ({ allOf: [inner] }))],
      ['not in not', nested(3_000, (inner) => ({ not: { not: inner } }))],
      ['negations that double', nested(14, (inner) => ({ not: { allOf: [inner, { not: inner }] } }))],
      ['very many items', { type: 'array', minItems: 1e9 }],
      ['very many contained items', { type: 'array', contains: { type: 'string' }, minContains: 1e9 }],
      ['very many properties', { type: 'object', minProperties: 1e9 }],
      ['very many names', { type: 'object', required: many(50_000) }],
      ['a very long text', { type: 'string', minLength: 1e9 }],
      ['very many members', { enum: many(50_000), minLength: 20 }],
      ['very many branches', { anyOf: many(10_000).map((name) => ({ const: name, minLength: 20 })) }],
      ['a pattern that backtracks', { type: 'string', pattern: '^(a+)+$', examples: [`${'a'.repeat(60)}!`] }],
      ['a pattern of millions of letters', { type: 'string', pattern: '^((a{1000}){1000}){1000}$' }],
      ['a pattern of nothing, often', { type: 'string', pattern: '^((){9999}){9999}$', minLength: 1 }],
      ['a pattern nested deep', { type: 'string', pattern: '('.repeat(9_000) }],
    ])('do not hold it up: %s', (_, schema) => {
      let outcome: unknown;
      try {
        outcome = createAjv().validate(true, generate(schema));
      } catch (error) {
        outcome = (error as { code?: unknown }).code;
      }
      expect([true, 'LLMSIM_SCHEMA']).toContain(outcome);
    });

    it('takes names of the prototype for ordinary names', () => {
      const schema = JSON.parse(
        '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}},' +
          '"required":["__proto__","constructor","toString"],"dependentRequired":{"__proto__":["valueOf"]}}',
      ) as JsonSchema;
      const text = JSON.stringify(generate(schema));
      expect(Object.keys(JSON.parse(text) as object).sort()).toEqual([
        '__proto__',
        'constructor',
        'toString',
        'valueOf',
      ]);
    });
  });

  it.each<[string, JsonSchema]>([
    ['texts', { type: 'string' }],
    ['texts or null', { type: ['string', 'null'] }],
    ['members of an enum', { type: 'string', enum: ['low', 'high'] }],
    ['references', { $ref: '#/$defs/item' }],
  ])('makes a value for as many properties as strict mode allows, all %s', (_, property) => {
    const names = Array.from({ length: 5_000 }, (_, i) => `property${i}`);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, property])),
      required: names,
      additionalProperties: false,
      $defs: { item: { type: 'integer' } },
    };
    expect(Object.keys(generate(schema) as object)).toHaveLength(5_000);
  });

  it.each<[string, JsonSchema]>([
    ['a keyword of a wrong type', { type: 'object', properties: [], required: 'all', minProperties: 'many' }],
    [
      'properties that are no schemas',
      { type: 'object', properties: { a: 5, b: null, c: 'string' }, required: ['a', 'b', 'c'] },
    ],
    ['branches that are no schemas', { allOf: [7, { type: 'string' }] }],
    ['unknown keywords', { type: 'string', 'x-order': 3, example: 'a' }],
  ])('reads on over %s', (_, schema) => {
    expect(() => generate(schema)).not.toThrow();
  });

  it('shows the examples and defaults of the schema', () => {
    expect(generate({ type: 'string', examples: ['from the author'] })).toBe('from the author');
    expect(generate({ type: 'integer', default: 42 })).toBe(42);
    expect(generate({ type: 'string', enum: ['a', 'b', 'c'], default: 'b' })).toBe('b');
  });

  it('leaves out defaults that do not fit or mean nothing', () => {
    expect(generate({ type: 'integer', default: 'many' })).toEqual(expect.any(Number));
    expect(
      generate({ type: ['array', 'null'], items: { type: 'string' }, minItems: 1, maxItems: 1, default: [] }),
    ).not.toEqual([]);
    expect(
      Array.from({ length: 20 }, (_, seed) =>
        generate({ type: ['string', 'null'], default: null }, seed),
      ).some((value) => typeof value === 'string'),
    ).toBe(true);
  });

  describe('with a text of the conversation', () => {
    const weather = {
      type: 'object',
      properties: {
        location: { type: 'string' },
        days: { type: 'integer' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['location', 'days', 'unit'],
      additionalProperties: false,
    };

    it('takes over what it names', () => {
      const text = 'How will the weather be in San Francisco for the next 3 days, in Fahrenheit?';
      expect(generate(weather, 1, text)).toEqual({ location: 'San Francisco', days: 3, unit: 'fahrenheit' });
    });

    it('takes each name once', () => {
      const schema = {
        type: 'object',
        properties: { origin: { type: 'string' }, destination: { type: 'string' } },
        required: ['origin', 'destination'],
      };
      expect(generate(schema, 1, 'Find me a flight from Berlin to Lisbon.')).toEqual({
        origin: 'Berlin',
        destination: 'Lisbon',
      });
    });

    it('takes only what fits', () => {
      const schema = {
        type: 'object',
        properties: { days: { type: 'integer', maximum: 7 } },
        required: ['days'],
      };
      const { days } = generate(schema, 1, 'The weather for 300 days') as { days: number };
      expect(days).toBeLessThanOrEqual(7);
    });
  });
});

describe('a value that is generated in steps', () => {
  const object = (count: number, schema: object) => {
    const names = Array.from({ length: count }, (_, index) => `p${index}`);
    return {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, schema])),
      required: names,
    };
  };

  it.each<[string, JsonSchema]>([
    ['many properties', object(4000, { type: 'string' })],
    ['many items', { type: 'array', minItems: 3000, items: { type: 'integer' } }],
    ['objects in lists', { type: 'array', minItems: 100, items: object(20, { type: 'boolean' }) }],
  ])('of %s is the one that is generated at once', (_what, schema) => {
    const steps = generateValueInSteps(schema, seededRandom(1));
    let taken = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) taken += 1;
    expect(taken).toBeGreaterThanOrEqual(4);
    expect(step.value).toEqual(generateValue(schema, seededRandom(1)));
  });

  it('takes no step but the last if it is small', () => {
    expect(generateValueInSteps(object(5, { type: 'string' }), seededRandom(1)).next().done).toBe(true);
  });
});
