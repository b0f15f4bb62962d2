import fc from 'fast-check';
import { jsonPieces, LazyList, LazyText } from './json-pieces.js';

const written = (value: unknown) => [...jsonPieces(value)].join('');

describe('JSON in pieces', () => {
  it('is what JSON.stringify makes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(written(value)).toBe(JSON.stringify(value));
      }),
      { seed: 1 },
    );
  });

  it.each<[string, unknown]>([
    ['members and items that are undefined', { a: undefined, b: [undefined, () => 1], c: () => 1 }],
    ['numbers that JSON does not have', [NaN, Infinity, -0]],
    ['objects with a JSON of their own', { at: new Date(0) }],
    ['nothing', [[], {}, [[]], null, '']],
  ])('is so for %s', (_what, value) => {
    expect(written(value)).toBe(JSON.stringify(value));
  });

  it('has texts of any length, and cuts no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 20, maxLength: 60 }), (unit) => {
        const text = unit.repeat(2000);
        for (const value of [text, { [text]: [text, 1] }]) {
          expect(written(value) === JSON.stringify(value)).toBe(true);
        }
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  it('makes lists and texts when they are written, and these have the JSON of ordinary ones', () => {
    const parts = Array.from({ length: 5000 }, (_, index) => ` "${index}🌤`);
    const value = {
      list: new LazyList(() => parts),
      none: new LazyList(() => []),
      text: new LazyText(parts),
    };
    expect(written(value)).toBe(JSON.stringify({ list: parts, none: [], text: parts.join('') }));
    expect(JSON.stringify(value)).toBe(JSON.stringify({ list: parts, none: [], text: parts.join('') }));
  });

  it('asks for no more of a list than the next piece needs', () => {
    let made = 0;
    const list = new LazyList(function* () {
      for (; made < 1_000_000; made += 1) yield 'a word';
    });
    const pieces = jsonPieces({ list });
    for (let piece = 1; piece <= 3; piece += 1) {
      expect(pieces.next().value?.length).toBeGreaterThan(10_000);
      expect(made).toBeLessThan(piece * 3000);
    }
  });

  it.each<[string, unknown]>([
    ['a long text', 'é"'.repeat(500_000)],
    ['a text of many parts', new LazyText(new Array<string>(200_000).fill(' word'))],
    ['many numbers', new Array<number>(200_000).fill(1)],
    ['many members', Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, {}]))],
  ])('is many pieces for %s', (_what, value) => {
    const lengths = Array.from(jsonPieces(value), (piece) => piece.length);
    expect(lengths.length).toBeGreaterThan(10);
    expect(Math.max(...lengths)).toBeLessThan(70_000);
  });
});
