import { seededRandom } from '../../fixtures/seeded-random.js';
import { parsePattern } from './parse-pattern.js';
import { walkDirectly } from './walk-directly.js';

const walk = (sources: readonly string[], least: number, most: number, seed: number) =>
  walkDirectly(
    sources.map((source) => parsePattern(source) as NonNullable<ReturnType<typeof parsePattern>>),
    { least, most },
    seededRandom(seed),
    () => undefined,
  );

describe('walkDirectly', () => {
  it.each([
    [
      [
        `^${Array.from('abcdefghij')
          .map((letter) => `(?=.*${letter})`)
          .join('')}.{10,20}$`,
      ],
      0,
      Infinity,
    ],
    [['^(?=.*a.{15}b)(?=.*c.{15}d)[a-d]*$'], 0, Infinity],
    [['^[a-z]+$', 'x.*y', 'y.*x'], 12, 12],
    [['^(?!.*aa)[ab]{6}$'], 0, Infinity],
    [['\\bone\\b', '\\btwo\\b'], 10, 30],
  ])('finds a text of %p', (sources, least, most) => {
    for (let seed = 0; seed < 20; seed += 1) {
      const text = walk(sources, least, most, seed) ?? '';
      for (const source of sources) expect(text).toMatch(new RegExp(source, 'u'));
      expect(text.length).toBeGreaterThanOrEqual(least);
      expect(text.length).toBeLessThanOrEqual(most);
    }
  });

  it('gives up where there is none', () => {
    expect(walk(['^a+$', '^b+$'], 1, 10, 1)).toBeUndefined();
    expect(walk(['^a{5}$'], 7, 9, 1)).toBeUndefined();
  });

  it('spends what it takes', () => {
    const spend = () => {
      throw new Error('Enough.');
    };
    const pattern = parsePattern('^a{5}$') as NonNullable<ReturnType<typeof parsePattern>>;
    expect(() => walkDirectly([pattern], { least: 0, most: 9 }, seededRandom(1), spend)).toThrow('Enough.');
  });
});
