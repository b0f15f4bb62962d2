import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

const aText: unknown = expect.any(String);
const aNumber: unknown = expect.any(Number);
const something: unknown = expect.anything();

function generate(schema: JsonSchema, seed = 1): Readonly<Record<string, unknown>> {
  return generateValue(schema, seededRandom(seed)) as Readonly<Record<string, unknown>>;
}

const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const text = { type: 'string' };
const number = { type: 'number' };
const four = { a: text, b: text, c: text, d: text };

describe('objects', () => {
  it('have every required property, also one that is not described', () => {
    for (const seed of seeds) {
      expect(generate({ type: 'object', properties: four, required: ['b', 'other'] }, seed)).toMatchObject({
        b: aText,
        other: something,
      });
    }
  });

  it('have as many properties as they must and may', () => {
    for (const seed of seeds) {
      const many = Object.keys(generate({ type: 'object', properties: four, minProperties: 4 }, seed)).length;
      const few = Object.keys(
        generate({ type: 'object', properties: four, maxProperties: 1, required: ['c'] }, seed),
      );
      expect(many).toBeGreaterThanOrEqual(4);
      expect(few).toEqual(['c']);
    }
  });

  it('make up properties to be large enough', () => {
    const { a, ...others } = generate({
      type: 'object',
      properties: { a: text },
      additionalProperties: number,
      minProperties: 9,
    });
    expect(Object.keys(others).length).toBeGreaterThanOrEqual(8);
    expect(Object.values(others)).toEqual(Object.values(others).map(() => aNumber));
    expect([undefined, aText]).toContainEqual(a);
  });

  it('have nothing that is not allowed', () => {
    for (const seed of seeds) {
      expect(
        Object.keys(
          generate({ type: 'object', properties: { a: text, b: false }, additionalProperties: false }, seed),
        ),
      ).not.toContain('b');
    }
  });

  it('are dictionaries of one or two entries where no name is given', () => {
    const sizes = new Set(
      seeds.map(
        (seed) => Object.keys(generate({ type: 'object', additionalProperties: number }, seed)).length,
      ),
    );
    expect(sizes).toEqual(new Set([1, 2]));
  });

  it('stay empty where nothing is described', () => {
    expect(generate({ type: 'object' })).toEqual({});
    expect(generate({ type: 'object', additionalProperties: true })).toEqual({});
  });

  it('name entries as propertyNames asks', () => {
    const schema = {
      type: 'object',
      propertyNames: { pattern: '^x-[a-z]{3}$' },
      additionalProperties: number,
      minProperties: 3,
    };
    const names = Object.keys(generate(schema));
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) expect(name).toMatch(/^x-[a-z]{3}$/);
  });

  it('name entries by the patterns of patternProperties', () => {
    const schema = {
      type: 'object',
      patternProperties: { '^S_[a-z]+$': text, '^I_[a-z]+$': number },
      additionalProperties: false,
      minProperties: 4,
    };
    const entries = Object.entries(generate(schema));
    expect(entries.length).toBeGreaterThanOrEqual(4);
    for (const [name, value] of entries)
      expect(typeof value).toBe(name.startsWith('S_') ? 'string' : 'number');
  });

  it('hold a property to its own schema and to that of its pattern', () => {
    const schema = {
      type: 'object',
      properties: { count: { minimum: 90 } },
      patternProperties: { '^c': { type: 'integer', maximum: 95 } },
      required: ['count'],
    };
    for (const seed of seeds) {
      const { count } = generate(schema, seed) as { count: number };
      expect(count).toBeGreaterThanOrEqual(90);
      expect(count).toBeLessThanOrEqual(95);
    }
  });

  it('bring along what a property needs, over several steps', () => {
    const schema = {
      type: 'object',
      properties: four,
      required: ['a'],
      dependentRequired: { a: ['b'], b: ['c'] },
    };
    for (const seed of seeds)
      expect(Object.keys(generate(schema, seed))).toEqual(expect.arrayContaining(['a', 'b', 'c']));
  });

  it('leave out an optional property that cannot be', () => {
    expect(
      generate({
        type: 'object',
        properties: { a: { type: 'string', minLength: 2, maxLength: 1 }, b: text },
        required: ['b'],
      }),
    ).toEqual({ b: aText });
  });
});

describe('optional properties where only those mentioned are wanted', () => {
  const schema = {
    type: 'object',
    properties: {
      command: { type: 'string' },
      yield_time_ms: { type: 'number' },
      timeout: { type: 'integer', default: 30 },
      unit: { enum: ['celsius', 'fahrenheit'] },
      max_lines: { type: 'integer' },
      note: { type: 'string', default: null },
    },
    required: ['command'],
  };

  it.each([
    ['Run it', ['command', 'timeout']],
    ['Run it with max lines 7', ['command', 'timeout', 'max_lines']],
    ['In fahrenheit, please', ['command', 'timeout', 'unit']],
  ])('are those that %p speaks for, and those with a default', (text, expected) => {
    for (let seed = 0; seed < 20; seed += 1) {
      const value = generateValue(schema, seededRandom(seed), { text, optional: 'mentioned' });
      expect(Object.keys(value as object)).toEqual(expected);
    }
  });

  it('are whole numbers where nothing asks for fractions', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { yield_time_ms: time } = generateValue(
        { ...schema, required: ['yield_time_ms'] },
        seededRandom(seed),
      ) as Record<string, unknown>;
      expect(Number.isInteger(time)).toBe(true);
    }
  });
});

describe('the name of a thing', () => {
  const named = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  const cities = /^(?:Paris|London|Tokyo|Berlin|Madrid|Toronto|Sydney|Lisbon)$/;

  it('is one of its kind, by the title of its schema or the property that holds it', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const schema = {
        type: 'object',
        properties: { city: named, cities: { type: 'array', items: named, minItems: 1 }, person: named },
        required: ['city', 'cities', 'person'],
      };
      expect(generateValue({ ...named, title: 'City' }, seededRandom(seed))).toEqual({
        name: expect.stringMatching(cities) as string,
      });
      const value = generateValue(schema, seededRandom(seed)) as Record<string, { name: string }>;
      expect(value['city']?.name).toMatch(cities);
      expect(value['person']?.name).toMatch(/^\w+ \w+$/);
    }
  });
});
