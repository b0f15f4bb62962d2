import { seededRandom } from '../fixtures/seeded-random.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

function generate(schema: JsonSchema, seed = 1): readonly unknown[] {
  return generateValue(schema, seededRandom(seed)) as readonly unknown[];
}

const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const text = { type: 'string' };

function lengthsOf(schema: JsonSchema): ReadonlySet<number> {
  return new Set(seeds.map((seed) => generate(schema, seed).length));
}

describe('lists', () => {
  it.each<[string, JsonSchema, readonly number[]]>([
    ['nothing else is said', { type: 'array', items: text }, [1, 2, 3]],
    ['there may be many', { type: 'array', items: text, maxItems: 100 }, [1, 2, 3]],
    ['there must be many', { type: 'array', items: text, minItems: 7 }, [7]],
    ['there may be few', { type: 'array', items: text, maxItems: 1 }, [1]],
    ['there may be none', { type: 'array', items: text, maxItems: 0 }, [0]],
    ['places are fixed', { type: 'array', prefixItems: [text, text] }, [2]],
    ['places are fixed and no more', { type: 'array', prefixItems: [text, text], items: false }, [2]],
    [
      'places are fixed and more may follow',
      { type: 'array', prefixItems: [text, text], items: text },
      [2, 3],
    ],
    ['fixed places are too many', { type: 'array', prefixItems: [text, text], maxItems: 1 }, [1]],
    ['some must be contained', { type: 'array', contains: { type: 'integer' }, minContains: 4 }, [4]],
  ])('have a fitting length where %s', (_, schema, lengths) => {
    expect(lengthsOf(schema)).toEqual(new Set(lengths));
  });

  it('hold what must be contained', () => {
    const schema = {
      type: 'array',
      items: { type: ['string', 'integer'] },
      contains: { type: 'integer', minimum: 50 },
      minContains: 2,
    };
    for (const seed of seeds) {
      expect(
        generate(schema, seed).filter((item) => typeof item === 'number' && item >= 50).length,
      ).toBeGreaterThanOrEqual(2);
    }
  });

  it('hold it at a fixed place if there is no other', () => {
    const schema = {
      type: 'array',
      prefixItems: [{ type: 'integer' }, text],
      contains: { type: 'integer', minimum: 90 },
      maxItems: 2,
    };
    for (const seed of seeds) expect(generate(schema, seed)[0]).toBeGreaterThanOrEqual(90);
  });

  it('have no two equal items where they must not', () => {
    const schema = {
      type: 'array',
      uniqueItems: true,
      minItems: 5,
      items: { enum: ['a', 'b', 'c', 'd', 'e'] },
    };
    for (const seed of seeds) expect([...generate(schema, seed)].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('find enough different items', () => {
    expect(
      new Set(generate({ type: 'array', uniqueItems: true, minItems: 300, items: { type: 'integer' } })).size,
    ).toBe(300);
    expect(new Set(generate({ type: 'array', uniqueItems: true, minItems: 60, items: text })).size).toBe(60);
  });

  it('are named in the plural, and their items in the singular', () => {
    const schema = {
      type: 'object',
      properties: { cities: { type: 'array', items: text, minItems: 3 } },
      required: ['cities'],
    };
    const { cities } = generateValue(schema, seededRandom(1)) as {
      cities: readonly string[];
    };
    for (const city of cities)
      expect(city).toMatch(/^(Paris|London|Tokyo|Berlin|Madrid|Toronto|Sydney|Lisbon)$/);
  });

  it('are fixed places in draft 7 too', () => {
    expect(generate({ type: 'array', items: [{ const: 1 }, { const: 2 }], additionalItems: false })).toEqual([
      1, 2,
    ]);
  });
});
