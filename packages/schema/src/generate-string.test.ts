import fc from 'fast-check';
import { seededRandom } from '../fixtures/seeded-random.js';
import { countCharacters } from './count-characters.js';
import { generateValue } from './generate-value.js';
import type { JsonSchema } from './json-schema.js';

function generateNamed(name: string, schema: JsonSchema, seed = 1, text?: string): string {
  const whole = { type: 'object', properties: { [name]: schema }, required: [name] };
  return (generateValue(whole, seededRandom(seed), { text }) as Record<string, string>)[name]!;
}

describe('texts', () => {
  it('are as long as they should be', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('city', 'summary', 'x'),
        fc.nat({ max: 200 }),
        fc.nat({ max: 50 }),
        fc.nat(),
        (name, minLength, more, seed) => {
          const length = countCharacters(
            generateNamed(name, { type: 'string', minLength, maxLength: minLength + more }, seed),
          );
          expect(length).toBeGreaterThanOrEqual(minLength);
          expect(length).toBeLessThanOrEqual(minLength + more);
        },
      ),
    );
  });

  it.each([
    ['Where, e.g. San Francisco, CA', 'San Francisco, CA'],
    ['City and country e.g. Bogotá, Colombia', 'Bogotá, Colombia'],
    ['A ticker symbol (e.g., AAPL)', 'AAPL'],
    ['The unit, for example "meter"', 'meter'],
    ['A place such as Berlin or Paris', 'Berlin'],
    ['Example: report.pdf', 'report.pdf'],
  ])('follow the example of %p', (description, expected) => {
    expect(generateNamed('x', { type: 'string', description })).toBe(expected);
  });

  it.each(['No examples given', 'An id, e.g. ', 'For example this is a whole sentence that goes on and on'])(
    'make nothing of %p',
    (description) => {
      expect(generateNamed('city', { type: 'string', description })).toMatch(/^[A-Z]\w+$/);
    },
  );

  it('follow an example only where it fits', () => {
    expect(generateNamed('code', { type: 'string', description: 'e.g. ABC', pattern: '^[a-z]{2}$' })).toMatch(
      /^[a-z]{2}$/,
    );
  });

  it('keep to a format and a pattern at once', () => {
    const schema = { type: 'string', format: 'uuid', pattern: '^[89a-f]' };
    for (let seed = 0; seed < 30; seed += 1)
      expect(generateNamed('id', schema, seed)).toMatch(/^[89a-f][\da-f]{7}-/);
  });

  it('keep to several patterns', () => {
    const schema = { type: 'string', allOf: [{ pattern: '^[a-z]{4,6}$' }, { pattern: '^[a-m]' }] };
    for (let seed = 0; seed < 30; seed += 1)
      expect(generateNamed('x', schema, seed)).toMatch(/^[a-m][a-z]{3,5}$/);
  });

  it('grow a pattern until it is long enough', () => {
    expect(
      generateNamed('x', { type: 'string', pattern: '^(ab)+$', minLength: 40 }).length,
    ).toBeGreaterThanOrEqual(40);
  });

  it('take a usual text for a pattern that lets it pass', () => {
    expect(generateNamed('email', { type: 'string', pattern: '^\\S+@\\S+$' })).toMatch(/@example\./);
  });

  it('take any text for a format that is not known', () => {
    expect(generateNamed('city', { type: 'string', format: 'place' })).toMatch(/^[A-Z]/);
  });

  it('take what the conversation says', () => {
    expect(generateNamed('city', { type: 'string' }, 1, 'The weather in Oslo')).toBe('Oslo');
    expect(generateNamed('city', { type: 'string', maxLength: 3 }, 1, 'The weather in Oslo')).not.toContain(
      'Oslo',
    );
    expect(generateNamed('email', { type: 'string', format: 'email' }, 1, 'Write to ada@lovelace.org')).toBe(
      'ada@lovelace.org',
    );
  });
});
