import fc from 'fast-check';
import { seededRandom } from '../../fixtures/seeded-random.js';
import { createMachine } from './machine.js';
import { parsePattern, type PatternNode } from './parse-pattern.js';
import { sampleMachine } from './sample-machine.js';

const free = () => undefined;

function sample(sources: readonly string[], least: number, most: number, seed: number): string | undefined {
  const machine = createMachine(sources.map((source) => parsePattern(source) as PatternNode));
  return sampleMachine(machine, { least, most }, seededRandom(seed), free);
}

/** Expressions of a few parts, of which some match nothing. */
const expressions = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('a', 'b', '[a-c]', '\\d', '.', '\\b', '^', '$'),
    fc.tuple(tie('expression'), tie('expression')).map(([first, second]) => first + second),
    fc.tuple(tie('expression'), tie('expression')).map(([first, second]) => `(?:${first}|${second})`),
    tie('expression').map((inner) => `(?:${inner})*`),
    tie('expression').map((inner) => `(?:${inner}){1,3}`),
    tie('expression').map((inner) => `(?=${inner})`),
    tie('expression').map((inner) => `(?!${inner})`),
  ),
})).expression;

describe('a text of a machine', () => {
  it('matches every pattern and keeps to the length', () => {
    fc.assert(
      fc.property(
        fc.array(expressions, { minLength: 1, maxLength: 3 }),
        fc.nat(6),
        fc.nat(6),
        fc.nat(),
        (sources, least, more, seed) => {
          const text = sample(sources, least, least + more, seed);
          if (text === undefined) return;
          for (const source of sources)
            expect([source, text]).toEqual([source, expect.stringMatching(source)]);
          expect(Array.from(text).length).toBeGreaterThanOrEqual(least);
          expect(Array.from(text).length).toBeLessThanOrEqual(least + more);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is there whenever one of few characters is', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'a1', '1a', '-a-', 'a b'];
    fc.assert(
      fc.property(expressions, fc.constantFrom(...texts), (source, text) => {
        if (!new RegExp(source).test(text)) return;
        expect([source, sample([source], text.length, text.length, 1)]).not.toEqual([source, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['too short', ['^abc$'], 0, 2],
    ['too long', ['^abc$'], 4, 9],
    ['of another number of rounds', ['^(ab)*$'], 3, 3],
    ['of two that exclude each other', ['^a', '^b'], 0, 9],
    ['of a look-ahead that cannot hold', ['^(?=b)a'], 0, 9],
  ])('is not there where all would be %s', (_, sources, least, most) => {
    expect(sample(sources, least, most, 1)).toBeUndefined();
  });

  it('may be very long', () => {
    expect(sample(['^/', '[.]json$'], 100_000, 100_020, 1)).toMatch(/^\/.{99990,}\.json$/s);
  });

  it('is another for another seed', () => {
    const texts = Array.from({ length: 20 }, (_, seed) => sample(['^[a-z]{3}-\\d{3}$'], 0, 9, seed));
    expect(new Set(texts).size).toBeGreaterThan(15);
  });
});
