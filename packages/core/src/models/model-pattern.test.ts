import fc from 'fast-check';
import { matchesModel, rankPatterns } from './model-pattern.js';

describe('a pattern of model names', () => {
  it.each([
    ['gpt-5', 'gpt-5', true],
    ['gpt-5', 'gpt-5-mini', false],
    ['gpt-5*', 'gpt-5', true],
    ['gpt-5*', 'gpt-5-mini', true],
    ['gpt-5*', 'my-gpt-5', false],
    ['*mini*', 'gpt-5-mini-2025-08-07', true],
    ['*mini*', 'gpt-5', false],
    ['*-mini', 'gpt-5-mini', true],
    ['*-mini', 'gpt-5-mini-high', false],
    ['gpt-*-mini', 'gpt-5-mini', true],
    ['gpt-*-mini', 'gpt-mini', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab', 'ab', false],
    ['*ab*ab', 'abab', true],
    ['*', '', true],
    ['**', 'anything', true],
    ['', '', true],
    ['gpt.5', 'gpt-5', false],
  ])('%j fits %j: %p', (pattern, model, fits) => {
    expect(matchesModel(pattern, model)).toBe(fits);
  });

  it('fits what a regular expression of the same meaning fits', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((all) => all.join(''));
    const name = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((all) => all.join(''));
    fc.assert(
      fc.property(letters, name, (pattern, model) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(model);
        expect(matchesModel(pattern, model)).toBe(expected);
      }),
    );
  });
});

describe('ranking patterns', () => {
  it('puts whole names first, then patterns with more letters', () => {
    const ranked = rankPatterns([
      ['*', 1],
      ['gpt-5*', 2],
      ['gpt-5', 3],
      ['*gpt-5-mini*', 4],
      ['o3', 5],
    ]);
    expect(ranked.map(({ value }) => value)).toEqual([3, 5, 4, 2, 1]);
  });
});
