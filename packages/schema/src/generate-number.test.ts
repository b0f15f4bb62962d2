import fc from 'fast-check';
import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

function generate(schema: JsonSchema, seed = 1): unknown {
  return generateValue(schema, seededRandom(seed));
}

function generateNamed(name: string, schema: JsonSchema, seed: number): number {
  const value = generate({ type: 'object', properties: { [name]: schema }, required: [name] }, seed);
  return (value as Record<string, number>)[name]!;
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('numbers', () => {
  it('stay within their bounds, whole ones whole', () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        bound,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.boolean(),
        fc.nat(),
        (minimum, width, isWhole, seed) => {
          const low = isWhole ? Math.floor(minimum) : minimum;
          const maximum = low + width;
          const value = generate(
            { type: isWhole ? 'integer' : 'number', minimum: low, maximum },
            seed,
          ) as number;
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(maximum);
          if (isWhole) expect(Number.isInteger(value)).toBe(true);
        },
      ),
    );
  });

  it.each<[string, JsonSchema, readonly number[]]>([
    ['exclusive bounds', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 6 }, [4, 5]],
    [
      'bounds of draft 4',
      { type: 'integer', minimum: 3, exclusiveMinimum: true, maximum: 6, exclusiveMaximum: true },
      [4, 5],
    ],
    ['one possible value', { type: 'number', minimum: 0.5, maximum: 0.5 }, [0.5]],
    ['multiples', { type: 'integer', multipleOf: 30, minimum: 1, maximum: 100 }, [30, 60, 90]],
    [
      'multiples of a fraction, as division tells them',
      { type: 'number', multipleOf: 0.01, minimum: 0.05, maximum: 0.08 },
      [0.05, 0.06, 0.08],
    ],
    ['whole multiples of a fraction', { type: 'integer', multipleOf: 1.5, minimum: 1, maximum: 8 }, [3, 6]],
    ['negative numbers only', { type: 'integer', minimum: -3, maximum: -2 }, [-3, -2]],
    [
      'multiples of two schemas',
      { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1, maximum: 30 },
      [12, 24],
    ],
  ])('keep to %s', (_, schema, possible) => {
    expect(new Set(seeds.map((seed) => generate(schema, seed)))).toEqual(new Set(possible));
  });

  it.each<[string, JsonSchema]>([
    ['below a maximum', { type: 'number', maximum: -1e6 }],
    ['above a minimum', { type: 'integer', minimum: 1e9 }],
    ['above a huge minimum', { type: 'number', exclusiveMinimum: 1e300 }],
    ['in a narrow gap', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1e-12 }],
    ['within the range of 32 bits', { type: 'integer', minimum: -2147483648, maximum: 2147483647 }],
  ])('are found %s', (_, schema) => {
    for (const seed of seeds) expect(() => generate(schema, seed)).not.toThrow();
  });

  it.each([
    ['age', 'integer', 18, 80],
    ['year', 'integer', 1990, 2026],
    ['latitude', 'number', -60, 70],
    ['unit_price', 'number', 5, 500],
    ['confidence', 'number', 0, 1],
    ['maxResults', 'integer', 1, 100],
    ['anything', 'integer', 1, 100],
  ])('of %p are as usual for the name', (name, type, from, to) => {
    for (const seed of seeds) {
      const value = generateNamed(name, { type }, seed);
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThanOrEqual(to);
    }
  });

  it('of prices have at most two decimals', () => {
    for (const seed of seeds)
      expect(String(generateNamed('price', { type: 'number' }, seed))).toMatch(/^\d+(\.\d{1,2})?$/);
  });

  it('are as usual for the name only as far as the bounds let them', () => {
    for (const seed of seeds)
      expect(generateNamed('age', { type: 'integer', minimum: 70 }, seed)).toBeGreaterThanOrEqual(70);
  });
});

describe('truth values', () => {
  it('are both', () => {
    expect(new Set(seeds.map((seed) => generate({ type: 'boolean' }, seed)))).toEqual(new Set([true, false]));
  });
});
