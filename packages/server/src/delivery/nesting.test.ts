import { isNestedTooDeeply } from './nesting.js';

const nested = (levels: number, open: string, close: string) =>
  `${open.repeat(levels)}0${close.repeat(levels)}`;

describe('the nesting of JSON', () => {
  it.each([
    [200, false],
    [201, true],
    [100_000, true],
  ])('of %d levels is too deep: %s', (levels, expected) => {
    for (const text of [nested(levels, '[', ']'), nested(levels, '{"a":', '}')]) {
      expect(isNestedTooDeeply(JSON.parse(text), text.length)).toBe(expected);
    }
  });

  it('is not that of brackets in strings', () => {
    const text = JSON.stringify({ content: '['.repeat(100_000) });
    expect(isNestedTooDeeply(JSON.parse(text), text.length)).toBe(false);
  });
});
