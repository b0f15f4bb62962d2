import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

const aText: unknown = expect.any(String);
const aNumber: unknown = expect.any(Number);

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function kindsOf(schema: JsonSchema): ReadonlySet<string> {
  return new Set(seeds.map((seed) => kindOf(generateValue(schema, seededRandom(seed)))));
}

describe('the type of a value', () => {
  it.each<[JsonSchema, string]>([
    [{ properties: { a: true } }, 'object'],
    [{ required: ['a'] }, 'object'],
    [{ additionalProperties: false }, 'object'],
    [{ minProperties: 1 }, 'object'],
    [{ patternProperties: { '^a': true } }, 'object'],
    [{ items: true }, 'array'],
    [{ prefixItems: [true] }, 'array'],
    [{ contains: { const: 1 } }, 'array'],
    [{ pattern: '^a$' }, 'string'],
    [{ maxLength: 3 }, 'string'],
    [{ format: 'date' }, 'string'],
    [{ minimum: 3 }, 'number'],
    [{ exclusiveMaximum: 3 }, 'number'],
    [{ multipleOf: 3 }, 'number'],
    [{ description: 'anything' }, 'string'],
    [true, 'string'],
  ])('that %j does not state is read off its keywords: %p', (schema, kind) => {
    expect(kindsOf(schema)).toEqual(new Set([kind]));
  });

  it('is read off the name where nothing else says', () => {
    const schema = { type: 'object', properties: { age: {}, city: {} }, required: ['age', 'city'] };
    const value = generateValue(schema, seededRandom(1));
    expect(value).toEqual({ age: aNumber, city: aText });
  });

  it('is each of several', () => {
    expect(kindsOf({ type: ['string', 'number', 'boolean'] })).toEqual(
      new Set(['string', 'number', 'boolean']),
    );
    expect(kindsOf({ type: ['object', 'null'] })).toEqual(new Set(['object', 'null']));
  });

  it('is another one of them where the first has no value', () => {
    expect(kindsOf({ type: ['string', 'integer'], minLength: 5, maxLength: 4 })).toEqual(new Set(['number']));
    expect(kindsOf({ minLength: 5, maxLength: 4 })).toEqual(new Set(['null']));
  });
});
