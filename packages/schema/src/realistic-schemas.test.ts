import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

const aNumber: unknown = expect.any(Number);
const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const text = { type: 'string' } as const;
const strict = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** Schemas as frameworks send them: parameters of tools, and what zod, pydantic, TypeBox and others make of types. */
const schemas: readonly (readonly [string, JsonSchema])[] = [
  [
    'the weather tool of every tutorial',
    {
      type: 'object',
      properties: {
        location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['location'],
    },
  ],
  [
    'a strict weather tool',
    strict({
      location: { type: 'string', description: 'City and country e.g. Bogotá, Colombia' },
      units: { type: ['string', 'null'], enum: ['celsius', 'fahrenheit', null] },
    }),
  ],
  ['coordinates', strict({ latitude: { type: 'number' }, longitude: { type: 'number' } })],
  ['no parameters', { type: 'object', properties: {} }],
  ['no parameters, strict', strict({})],
  ['a calendar event', strict({ name: text, date: text, participants: { type: 'array', items: text } })],
  [
    'steps of a proof',
    {
      ...strict({ steps: { type: 'array', items: { $ref: '#/$defs/step' } }, final_answer: text }),
      $defs: { step: strict({ explanation: text, output: text }) },
    },
  ],
  [
    'a user interface that contains itself',
    {
      $ref: '#/$defs/node',
      $defs: {
        node: strict({
          type: { type: 'string', enum: ['div', 'button', 'header', 'section', 'field', 'form'] },
          label: text,
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
          attributes: { type: 'array', items: strict({ name: text, value: text }) },
        }),
      },
    },
  ],
  [
    'a linked list',
    {
      type: 'object',
      properties: { linked_list: { $ref: '#/$defs/linked_list_node' } },
      $defs: {
        linked_list_node: strict({
          value: { type: 'number' },
          next: { anyOf: [{ $ref: '#/$defs/linked_list_node' }, { type: 'null' }] },
        }),
      },
      required: ['linked_list'],
      additionalProperties: false,
    },
  ],
  [
    'either a user or an address',
    strict({
      item: {
        anyOf: [
          strict({ name: text, age: { type: 'number' } }),
          strict({ number: text, street: text, city: text }),
        ],
      },
    }),
  ],
  [
    'strings and numbers with restrictions',
    strict({
      username: { type: 'string', pattern: '^@[a-zA-Z0-9_]+$' },
      email: { type: 'string', format: 'email' },
      temperature: { type: 'number', minimum: -130, maximum: 130 },
      even: { type: 'integer', multipleOf: 2, exclusiveMinimum: 10 },
    }),
  ],
  [
    'a database query',
    strict({
      table_name: { type: 'string', enum: ['orders'] },
      columns: { type: 'array', items: { type: 'string', enum: ['id', 'status', 'shipped_at'] } },
      conditions: {
        type: 'array',
        items: strict({
          column: text,
          operator: { type: 'string', enum: ['=', '>', '<', '!='] },
          value: { anyOf: [text, { type: 'number' }, strict({ column_name: text })] },
        }),
      },
      order_by: { type: 'string', enum: ['asc', 'desc'] },
    }),
  ],
  [
    'zod 4: optional, default, describe',
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        query: { type: 'string', description: 'What to search for' },
        limit: { default: 10, type: 'integer', minimum: 1, maximum: 50 },
        safe: { type: 'boolean' },
      },
      required: ['query', 'limit'],
      additionalProperties: false,
    },
  ],
  [
    'zod 4: discriminated union',
    {
      type: 'object',
      properties: {
        event: {
          oneOf: [
            {
              type: 'object',
              properties: {
                kind: { type: 'string', const: 'click' },
                x: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
              },
              required: ['kind', 'x'],
              additionalProperties: false,
            },
            {
              type: 'object',
              properties: { kind: { type: 'string', const: 'key' }, code: { type: 'string', minLength: 1 } },
              required: ['kind', 'code'],
              additionalProperties: false,
            },
          ],
        },
      },
      required: ['event'],
      additionalProperties: false,
    },
  ],
  [
    'zod 4: record',
    { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'number' } },
  ],
  [
    'zod 4: record of enum keys',
    {
      type: 'object',
      propertyNames: { type: 'string', enum: ['low', 'high'] },
      additionalProperties: { type: 'boolean' },
      required: ['low', 'high'],
    },
  ],
  [
    'zod 4: tuple',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
  ],
  [
    'zod 4: set',
    { type: 'array', uniqueItems: true, items: { type: 'string', enum: ['a', 'b', 'c'] }, minItems: 2 },
  ],
  [
    'zod 4: formats with their patterns',
    strict({
      id: {
        type: 'string',
        format: 'uuid',
        pattern:
          '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$',
      },
      email: {
        type: 'string',
        format: 'email',
        pattern:
          "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
      },
      site: { type: 'string', format: 'uri' },
      at: {
        type: 'string',
        format: 'date-time',
        pattern:
          '^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))T(?:(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z))$',
      },
    }),
  ],
  [
    'zod 4: nullable and literal union',
    strict({
      level: {
        anyOf: [
          { type: 'string', const: 'debug' },
          { type: 'string', const: 'info' },
        ],
      },
      note: { anyOf: [text, { type: 'null' }] },
    }),
  ],
  [
    'zod 4: recursive by reference',
    {
      $ref: '#/$defs/__schema0',
      $defs: {
        __schema0: {
          type: 'object',
          properties: { name: text, children: { type: 'array', items: { $ref: '#/$defs/__schema0' } } },
          required: ['name', 'children'],
          additionalProperties: false,
        },
      },
    },
  ],
  [
    'zod-to-json-schema: draft 7 with definitions',
    {
      $ref: '#/definitions/Order',
      definitions: {
        Order: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            lines: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  sku: text,
                  quantity: { type: 'integer', exclusiveMinimum: 0 },
                  price: { type: 'number', minimum: 0 },
                },
                required: ['sku', 'quantity', 'price'],
                additionalProperties: false,
              },
              minItems: 1,
            },
          },
          required: ['id', 'lines'],
          additionalProperties: false,
        },
      },
      $schema: 'http://json-schema.org/draft-07/schema#',
    },
  ],
  [
    'zod-to-json-schema: intersection',
    {
      allOf: [
        { type: 'object', properties: { a: text }, required: ['a'] },
        { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] },
      ],
    },
  ],
  [
    'zod-to-json-schema: references into properties',
    {
      type: 'object',
      properties: { home: strict({ street: text, city: text }), work: { $ref: '#/properties/home' } },
      required: ['home', 'work'],
      additionalProperties: false,
    },
  ],
  [
    'pydantic: optional fields and $defs',
    {
      $defs: {
        Address: {
          properties: {
            street: { title: 'Street', type: 'string' },
            city: { title: 'City', type: 'string' },
            zip: {
              anyOf: [{ type: 'string', pattern: '^\\d{5}$' }, { type: 'null' }],
              default: null,
              title: 'Zip',
            },
          },
          required: ['street', 'city'],
          title: 'Address',
          type: 'object',
        },
      },
      properties: {
        name: { title: 'Name', type: 'string', maxLength: 40 },
        age: { maximum: 120, minimum: 0, title: 'Age', type: 'integer' },
        address: { anyOf: [{ $ref: '#/$defs/Address' }, { type: 'null' }], default: null },
        tags: { items: { type: 'string' }, title: 'Tags', type: 'array', default: [] },
      },
      required: ['name', 'age'],
      title: 'Person',
      type: 'object',
    },
  ],
  [
    'pydantic: discriminated union',
    {
      $defs: {
        Cat: {
          properties: {
            pet_type: { const: 'cat', title: 'Pet Type', type: 'string' },
            meows: { title: 'Meows', type: 'integer' },
          },
          required: ['pet_type', 'meows'],
          title: 'Cat',
          type: 'object',
        },
        Dog: {
          properties: {
            pet_type: { const: 'dog', title: 'Pet Type', type: 'string' },
            barks: { title: 'Barks', type: 'number' },
          },
          required: ['pet_type', 'barks'],
          title: 'Dog',
          type: 'object',
        },
      },
      properties: {
        pet: {
          discriminator: { mapping: { cat: '#/$defs/Cat', dog: '#/$defs/Dog' }, propertyName: 'pet_type' },
          oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
          title: 'Pet',
        },
      },
      required: ['pet'],
      title: 'Model',
      type: 'object',
    },
  ],
  [
    'pydantic: enum by reference with a description',
    {
      $defs: { Color: { enum: ['red', 'green'], title: 'Color', type: 'string' } },
      properties: { color: { $ref: '#/$defs/Color', description: 'The color to paint' } },
      required: ['color'],
      title: 'Paint',
      type: 'object',
    },
  ],
  [
    'pydantic: decimal, dates, bytes',
    {
      properties: {
        price: {
          anyOf: [{ type: 'number' }, { type: 'string', pattern: '^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$' }],
          title: 'Price',
        },
        day: { format: 'date', title: 'Day', type: 'string' },
        at: { format: 'date-time', title: 'At', type: 'string' },
        wait: { format: 'duration', title: 'Wait', type: 'string' },
        data: { format: 'binary', title: 'Data', type: 'string' },
      },
      required: ['price', 'day', 'at', 'wait', 'data'],
      title: 'Row',
      type: 'object',
    },
  ],
  [
    'pydantic: dict, tuple, set',
    {
      properties: {
        counts: { additionalProperties: { type: 'integer' }, title: 'Counts', type: 'object' },
        pair: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'integer' }],
          title: 'Pair',
          type: 'array',
        },
        unique: { items: { type: 'integer' }, title: 'Unique', type: 'array', uniqueItems: true },
      },
      required: ['counts', 'pair', 'unique'],
      title: 'Maps',
      type: 'object',
    },
  ],
  [
    'pydantic: recursive model',
    {
      $defs: {
        Node: {
          properties: {
            value: { title: 'Value', type: 'integer' },
            left: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }], default: null },
            right: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }], default: null },
          },
          required: ['value'],
          title: 'Node',
          type: 'object',
        },
      },
      $ref: '#/$defs/Node',
    },
  ],
  [
    'TypeBox: recursive by $id',
    {
      $id: 'T0',
      type: 'object',
      properties: { id: text, nodes: { type: 'array', items: { $ref: 'T0' } } },
      required: ['id', 'nodes'],
    },
  ],
  [
    'TypeBox: composite',
    {
      type: 'object',
      allOf: [
        { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
        { type: 'object', properties: { y: { type: 'number' } }, required: ['y'] },
      ],
      unevaluatedProperties: false,
    },
  ],
  [
    'LangChain: retriever',
    {
      type: 'object',
      properties: { query: { title: 'Query', description: 'query to look up in retriever', type: 'string' } },
      required: ['query'],
    },
  ],
  [
    'LangChain: human input',
    { type: 'object', properties: { __arg1: { title: '__arg1', type: 'string' } }, required: ['__arg1'] },
  ],
  [
    'MCP: write a file',
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { path: text, content: text },
      required: ['path', 'content'],
      additionalProperties: false,
    },
  ],
  [
    'MCP: edit a file',
    {
      type: 'object',
      properties: {
        path: text,
        edits: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              oldText: { type: 'string', description: 'Text to search for - must match exactly' },
              newText: { type: 'string', description: 'Text to replace with' },
            },
            required: ['oldText', 'newText'],
            additionalProperties: false,
          },
        },
        dryRun: { type: 'boolean', default: false },
      },
      required: ['path', 'edits'],
      additionalProperties: false,
    },
  ],
  [
    'MCP: sequential thinking',
    {
      type: 'object',
      properties: {
        thought: text,
        nextThoughtNeeded: { type: 'boolean' },
        thoughtNumber: { type: 'integer', minimum: 1 },
        totalThoughts: { type: 'integer', minimum: 1 },
        isRevision: { type: 'boolean' },
        branchId: text,
      },
      required: ['thought', 'nextThoughtNeeded', 'thoughtNumber', 'totalThoughts'],
    },
  ],
  [
    'GitHub: create an issue',
    {
      type: 'object',
      properties: {
        owner: text,
        repo: text,
        title: text,
        body: text,
        assignees: { type: 'array', items: text },
        milestone: { type: 'number' },
        labels: { type: 'array', items: text },
      },
      required: ['owner', 'repo', 'title'],
    },
  ],
  [
    'OpenAPI 3.0: nullable',
    {
      type: 'object',
      properties: {
        nickname: { type: 'string', nullable: true },
        score: { type: 'number', nullable: true, minimum: 0, maximum: 1 },
      },
      required: ['nickname', 'score'],
    },
  ],
  [
    'conditions: a card needs a number',
    {
      type: 'object',
      properties: {
        method: { type: 'string', enum: ['card', 'cash'] },
        number: { type: 'string', pattern: '^\\d{16}$' },
      },
      required: ['method'],
      if: { properties: { method: { const: 'card' } } },
      then: { required: ['number'] },
      else: { properties: { number: false } },
    },
  ],
  [
    'conditions: properties that go together',
    {
      type: 'object',
      properties: { street: text, city: text, card: text, billing: text },
      dependentRequired: { street: ['city'], card: ['billing'] },
      dependentSchemas: { billing: { required: ['street'] } },
    },
  ],
  [
    'names by pattern',
    {
      type: 'object',
      patternProperties: { '^S_': text, '^I_': { type: 'integer' } },
      additionalProperties: false,
      minProperties: 2,
    },
  ],
  [
    'at least one of several',
    {
      type: 'object',
      properties: {
        email: { type: 'string', format: 'email' },
        phone: { type: 'string', pattern: '^\\+[1-9]\\d{7,14}$' },
      },
      anyOf: [{ required: ['email'] }, { required: ['phone'] }],
    },
  ],
  [
    'exactly one of several',
    {
      type: 'object',
      properties: { url: { type: 'string', format: 'uri' }, file_id: text },
      oneOf: [{ required: ['url'] }, { required: ['file_id'] }],
      additionalProperties: false,
    },
  ],
  [
    'a list that contains',
    {
      type: 'array',
      items: { type: ['integer', 'string'] },
      contains: { type: 'integer', minimum: 10 },
      minContains: 2,
      maxContains: 3,
      minItems: 4,
    },
  ],
  ['a password rule', { type: 'string', pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,32}$', minLength: 8 }],
  [
    'a slug that is not reserved',
    {
      type: 'string',
      pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
      minLength: 3,
      maxLength: 30,
      not: { enum: ['admin', 'root'] },
    },
  ],
  [
    'an invoice',
    strict({
      invoice_number: { type: 'string', pattern: '^INV-\\d{6}$' },
      issued: { type: 'string', format: 'date' },
      currency: { type: 'string', enum: ['EUR', 'USD'] },
      lines: {
        type: 'array',
        minItems: 1,
        maxItems: 4,
        items: strict({
          description: text,
          quantity: { type: 'integer', minimum: 1 },
          unit_price: { type: 'number', minimum: 0, multipleOf: 0.01 },
        }),
      },
      total: { type: 'number' },
      paid: { type: 'boolean' },
    }),
  ],
];

describe('values of realistic schemas', () => {
  it.each(schemas)('validate with ajv: %s', (_, schema) => {
    const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });
    addFormats.default(ajv);
    // The dialect is ours to choose: draft 7 and 2020-12 do not differ in what these schemas use.
    const validate = ajv.compile(
      JSON.parse(
        JSON.stringify(schema, (key, value: unknown) => (key === '$schema' ? undefined : value)),
      ) as object,
    );
    for (let seed = 0; seed < 60; seed += 1) {
      const value = generateValue(schema, seededRandom(seed), {
        text:
          seed % 2 === 0
            ? undefined
            : 'Send 3 notes to Ada Lovelace in Paris about "the plan", at ada@example.com.',
      });
      validate(value);
      expect({ value, errors: validate.errors ?? [] }).toEqual({ value, errors: [] });
    }
  });

  it('read well', () => {
    const schema = strict({
      name: text,
      city: text,
      email: text,
      country: text,
      date: text,
      url: text,
      age: { type: 'integer' },
      price: { type: 'number' },
    });
    expect(generateValue(schema, seededRandom(1))).toEqual({
      name: textLike(/^\w+ \w+$/),
      city: textLike(/^[A-Z]\w+$/),
      email: textLike(/^\w+@example\.(com|org|net)$/),
      country: textLike(/^[A-Z]\w+$/),
      date: textLike(/^\d{4}-\d\d-\d\d$/),
      url: textLike(/^https:\/\//),
      age: aNumber,
      price: aNumber,
    });
  });
});
