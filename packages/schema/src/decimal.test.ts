import fc from 'fast-check';
import { isMultiple, leastCommonMultiple, multiply } from './decimal.js';

describe('multiples of decimals', () => {
  it.each([
    [0.3, 0.1, true],
    [0.07, 0.01, true],
    [0.35, 0.1, false],
    [7e21, 7, true],
    [1e-7, 1e-8, true],
    [1.5e-7, 1e-7, false],
    [-0.6, 0.2, true],
    [0, 0.1, true],
    [5, 0, true],
    [Infinity, 2, false],
  ])('%d is one of %d: %s', (value, of, expected) => {
    expect(isMultiple(value, of)).toBe(expected);
  });

  it.each([
    [0.1, 0.25, 0.5],
    [4, 6, 12],
    [1, 0.3, 3],
    [0.0001, 1, 1],
  ])('the least of %d and %d is %d', (a, b, expected) => {
    expect(leastCommonMultiple(a, b)).toBe(expected);
  });

  it('are what multiply gives, without the rounding of binary fractions', () => {
    expect(multiply(3, 0.1)).toBe(0.3);
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: 1, max: 9999 }),
        fc.nat(6),
        (times, units, scale) => {
          const of = Number(`${units}e-${scale}`);
          expect(isMultiple(multiply(times, of), of)).toBe(true);
        },
      ),
    );
  });
});
