import type { SimMessage } from '../turn/sim-request.js';
import { objectsInText } from './objects-in-text.js';
import { schemaOfInstructions } from './schema-of-instructions.js';

function say(role: SimMessage['role'], text: string): SimMessage {
  return { role, content: [{ type: 'text', text }] };
}

const text = { type: 'string' };
const person = {
  type: 'object',
  title: 'Person',
  properties: { name: { ...text, description: "The person's {full} name" }, age: { type: 'integer' } },
  required: ['name', 'age'],
};
const question = say('user', 'Who is "Ada"?');

/** How libraries ask for JSON of a schema, each in its own words. */
const asked: readonly [string, readonly SimMessage[], unknown][] = [
  [
    'instructions with the schema in several lines',
    [
      say(
        'system',
        `Give json that follows this json_schema:\n\n${JSON.stringify(person, null, 2)}\n\nAnd no schema.`,
      ),
      question,
    ],
    person,
  ],
  [
    'an example of a schema before the schema, without a type',
    [
      say(
        'user',
        'For the schema {"properties": {"foo": {"title": "Foo", "type": "array", "items": {"type": "string"}}}} the ' +
          'object {"foo": ["bar"]} is right. Here is the output schema:\n```\n' +
          `${JSON.stringify({ properties: person.properties, required: ['name'] })}\n\`\`\`\nWho is it?`,
      ),
    ],
    { type: 'object', properties: person.properties, required: ['name'] },
  ],
  [
    'a dictionary as Python prints it',
    [
      say(
        'system',
        `JSON for {'properties': {'ok': {'type': 'boolean', 'default': True, 'title': "It's"}, 'n': {'const': None}}}`,
      ),
    ],
    {
      type: 'object',
      properties: { ok: { type: 'boolean', default: true, title: "It's" }, n: { const: null } },
    },
  ],
  [
    'a schema with a name around it',
    [say('developer', `{"name": "person", "strict": true, "schema": ${JSON.stringify(person)}}`), question],
    person,
  ],
  [
    'a reference into its definitions',
    [say('system', '{"$ref": "#/$defs/a", "$defs": {"a": {"type": "object", "properties": {}}}}')],
    { type: 'object', $ref: '#/$defs/a', $defs: { a: { type: 'object', properties: {} } } },
  ],
  [
    'a choice',
    [say('system', '{"anyOf": [{"type": "object", "properties": {"a": {}}}]}')],
    { type: 'object', anyOf: [{ type: 'object', properties: { a: {} } }] },
  ],
];

describe('the instructions for a JSON object', () => {
  it.each(asked)('may have %s', (_, messages, schema) => {
    expect(schemaOfInstructions(messages).schema).toEqual(schema);
  });

  it('may show an object that is like the answer', () => {
    const shown = '{"name": "string", "score": 0.5, "n": 1, "ok": false, "tags": ["x"], "more": {"a": null}}';
    expect(schemaOfInstructions([say('user', `Answer as JSON such as ${shown}`)]).schema).toEqual({
      type: 'object',
      properties: {
        name: text,
        score: { type: 'number' },
        n: { type: 'integer' },
        ok: { type: 'boolean' },
        tags: { type: 'array', items: text, minItems: 1 },
        more: { type: 'object', properties: { a: true }, required: ['a'] },
      },
      required: ['name', 'score', 'n', 'ok', 'tags', 'more'],
    });
  });

  it('may quote the names of its keys, as messages of the model and of tools do not', () => {
    const messages = [
      say('system', 'JSON with "city" and `age`'),
      say('assistant', JSON.stringify(person)),
      say('tool', '{"x": 1}'),
      say('user', 'Go'),
    ];
    expect(schemaOfInstructions(messages).schema).toEqual({
      type: 'object',
      properties: { city: true, age: true },
      required: ['city', 'age'],
    });
  });

  it('are read beside the schema for what the answer is about', () => {
    const messages = [say('user', `Ada as JSON: ${JSON.stringify(person)} please`)];
    expect(schemaOfInstructions(messages).text).toBe('Ada as JSON:  please');
    expect(schemaOfInstructions([say('system', JSON.stringify(person)), question]).text).toBe(
      'Who is "Ada"?',
    );
  });
});

describe('objectsInText', () => {
  it.each<[string, readonly unknown[]]>([
    ['no object', []],
    ['{"a": "}{", "b": {"c": "\\""}} and {}', [{ a: '}{', b: { c: '"' } }, {}]],
    ['f() { return 1 } {"a": 1}', [{ a: 1 }]],
    ['{"a": {"b": 1} is open', [{ b: 1 }]],
    ["{'a': 'say \"x\"', 'b': [None, False]}", [{ a: 'say "x"', b: [null, false] }]],
  ])('finds in %p', (source, values) => {
    expect(objectsInText(source).map(({ value }) => value)).toEqual(values);
  });

  it('reads no more of a hostile text than its allowance', () => {
    expect(objectsInText('{'.repeat(1_000_000))).toEqual([]);
    expect(objectsInText(`${'{"'.repeat(400)}{"a": 1}`)).toEqual([]);
  });
});
