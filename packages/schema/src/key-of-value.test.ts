import fc from 'fast-check';
import { areEqualValues, keyOfValue } from './key-of-value.js';

describe('keyOfValue', () => {
  it('is the same for equal values, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed());
        expect(keyOfValue(reversed)).toBe(keyOfValue(record));
      }),
    );
  });

  it.each<[unknown, unknown]>([
    [1, '1'],
    [null, 'null'],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [{ a: 1 }, { a: 1, b: undefined as unknown as null }],
    [['a,b'], ['a', 'b']],
    [0, false],
  ])('differs between %j and %j', (a, b) => {
    expect(keyOfValue(a)).not.toBe(keyOfValue(b));
    expect(areEqualValues(a, b)).toBe(false);
  });

  it('takes 1 and 1.0 and the two zeros for equal', () => {
    expect(areEqualValues(JSON.parse('1.0'), 1)).toBe(true);
    expect(areEqualValues([-0], [0])).toBe(true);
  });
});
