import fc from 'fast-check';
import {
  formatAmount,
  formatCount,
  formatShort,
  formatShortCount,
  formatTime,
  formatUptime,
} from './format-number.js';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1234, '1,234'],
    [12_345_678, '12,345,678'],
    [1_234_567_890, '1.2 G'],
    [45_600_000_000_000, '46 T'],
  ])('formatCount writes %d as %s', (count, expected) => {
    expect(formatCount(count)).toBe(expected);
  });

  it.each([
    [0, '0'],
    [0.004, '0.00'],
    [0.25, '0.25'],
    [9.994, '9.99'],
    [9.996, '10.0'],
    [99.96, '100'],
    [999.4, '999'],
    [999.6, '1,000'],
    [1234.5, '1,235'],
  ])('formatAmount writes %d as %s', (value, expected) => {
    expect(formatAmount(value)).toBe(expected);
  });

  it.each([
    [0, '0'],
    [12.5, '12.5'],
    [999, '999'],
    [1000, '1.0k'],
    [1250, '1.3k'],
    [34_900, '35k'],
    [999_999, '1.0M'],
    [1_250_000, '1.3M'],
    [7.2e15, '7.2P'],
    [7.2e18, '7200P'],
  ])('formatShort writes %d as %s', (value, expected) => {
    expect(formatShort(value)).toBe(expected);
  });

  it.each([
    [17, '17'],
    [1000, '1,000'],
    [9999, '9,999'],
    [10_000, '10k'],
  ])('formatShortCount writes %d as %s', (count, expected) => {
    expect(formatShortCount(count)).toBe(expected);
  });

  it('formatShort has at most five characters up to a quadrillion', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e17, noNaN: true }), (value) => {
        expect(formatShort(value).length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('formatUptime', () => {
  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 m 00 s'],
    [724, '12 m 04 s'],
    [3600, '1 h 00 m'],
    [11_220, '3 h 07 m'],
    [187_200, '2 d 04 h'],
  ])('writes %d seconds as %s', (seconds, expected) => {
    expect(formatUptime(seconds)).toBe(expected);
  });
});

describe('formatTime', () => {
  const noon = Date.UTC(2026, 10, 23, 12, 30, 5);

  it.each([
    [0, '12:30:05'],
    [60, '13:30:05'],
    [-330, '07:00:05'],
    [720, '00:30:05'],
  ])('writes a time that is %d minutes ahead of UTC as %s', (minutes, expected) => {
    expect(formatTime(noon, minutes)).toBe(expected);
  });
});
