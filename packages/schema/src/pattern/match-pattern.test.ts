import fc from 'fast-check';
import { matchPattern } from './match-pattern.js';
import { parsePattern } from './parse-pattern.js';

function matches(source: string, text: string, steps = 100_000): boolean | undefined {
  const pattern = parsePattern(source);
  return pattern === undefined ? undefined : matchPattern(pattern, text, steps);
}

/** Patterns made of every construct that is supported. */
export const patterns = fc.letrec<{ pattern: string }>((tie) => {
  const pattern = tie('pattern');
  return {
    pattern: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'a',
        'b',
        '1',
        ' ',
        '-',
        '.',
        '\\d',
        '\\w',
        '\\s',
        '\\D',
        '\\W',
        '\\S',
        '\\b',
        '\\B',
        '^',
        '$',
        '\\.',
        '\\u0061',
        '\\x62',
        '\\u{31}',
        '\\p{L}',
      ),
      fc.constantFrom('[ab]', '[^a]', '[a-c1-3]', '[\\d-]', '[^\\s\\w]', '[\\p{Lu}b]', '[^\\D]', '[.^$]'),
      fc.array(pattern, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      fc.tuple(pattern, pattern).map(([left, right]) => `(?:${left}|${right})`),
      fc
        .tuple(pattern, fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?'))
        .map(([inner, count]) => `(${inner})${count}`),
      pattern.map((inner) => `(?=${inner})`),
      pattern.map((inner) => `(?!${inner})`),
      pattern.map((inner) => `(?<name>${inner})`).map((text) => text.replace(/\?<name>/g, '?:')),
    ),
  };
}).pattern;

describe('matchPattern', () => {
  it('agrees with the engine of the language', () => {
    fc.assert(
      fc.property(
        patterns,
        fc.array(fc.stringMatching(/^[abAB1 .\-_é\n]{0,7}$/), { minLength: 5, maxLength: 5 }),
        (source, texts) => {
          const engine = new RegExp(source, 'u');
          for (const text of texts) {
            expect({ source, text, matches: matches(source, text) }).toEqual({
              source,
              text,
              matches: engine.test(text),
            });
          }
        },
      ),
      { numRuns: Number(process.env['SCHEMA_RUNS'] ?? 2_000) },
    );
  });

  it.each([
    ['^\\d{3}-\\d{4}$', '555-1234', true],
    ['^\\d{3}-\\d{4}$', '5555-1234', false],
    ['b', 'abc', true],
    ['^$', '', true],
    ['(?P<year>\\d{4})', 'in 2026', true],
    ['\\A[a-z]+\\Z', 'abc', true],
    ['\\A[a-z]+\\z', 'ab1', false],
    ['^.$', '😀', true],
    ['^[😀-😎]+$', '😁😂', true],
    ['^a{,3}$', 'aaa', true],
    ['^a{,3}$', 'aaaa', false],
    ['x*+', 'xx', true],
  ])('decides about %p and %p: %p', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  it.each([
    ['^(a+)+$', `${'a'.repeat(60)}!`],
    ['^(a|a)*$', `${'a'.repeat(60)}!`],
    ['^(?=(a*)*b)c', 'a'.repeat(60)],
    ['^((ab)*)*$', `${'ab'.repeat(4_000)}!`],
  ])('gives up on %p, which would never end', (source, text) => {
    expect(matches(source, text, 20_000)).toBeUndefined();
  });

  it('matches a long run without giving up', () => {
    expect(matches('^[a-z ]+$', 'lorem ipsum '.repeat(1_000), 20_000)).toBe(true);
  });
});
