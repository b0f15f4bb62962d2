import fc from 'fast-check';
import { seededRandom } from '../../fixtures/seeded-random.js';
import { generateMatch } from './generate-match.js';
import { parsePattern, type PatternNode } from './parse-pattern.js';

function generate(source: string, seed = 1, stretch = 4): string | undefined {
  return generateMatch(parsePattern(source) as PatternNode, seededRandom(seed), stretch);
}

describe('generateMatch', () => {
  it.each([
    '^\\d{3}-\\d{4}$',
    '^[A-Z]{2}\\d{6}$',
    '^(red|green|blue)$',
    '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$',
    '^#([a-f0-9]{6}|[a-f0-9]{3})$',
    '^\\p{Lu}\\p{L}*$',
    '^[\\u4e00-\\u9fff]{2,4}$',
    '^[^a-zA-Z0-9]$',
    '^.{3}$',
    '^\\S+$',
    '^(?:\\d{1,3}\\.){3}\\d{1,3}$',
    '^[😀-😎]$',
    '',
  ])('writes texts that match %p', (source) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 10 }), (seed, stretch) => {
        expect(generate(source, seed, stretch)).toMatch(new RegExp(source, 'u'));
      }),
      { numRuns: 50 },
    );
  });

  it('repeats no more than it must without a stretch', () => {
    expect(generate('^a{2,}b*c+$', 1, 0)).toBe('aac');
  });

  it.each(['[^\\s\\S]', '[\\ud800-\\udfff]'])('has no text for %p, which no character fits', (source) => {
    expect(generate(source)).toBeUndefined();
  });

  it.each(['(a{1000}){1000}', '((){1000}){1000}'])('does not begin to write %p out', (source) => {
    expect(generate(source)).toBeUndefined();
  });
});
